import type { RunningSandbox, User } from "../stacks/running-sandbox.js";
import { adminRequest } from "./admin.js";

/** What an administrator of the realm does with a user. */
export interface KeycloakUsers {
  setEnabled(user: User, enabled: boolean): Promise<void>;
  /** Ends all sessions of a user. */
  endSessions(user: User): Promise<void>;
  removeRole(user: User, role: string): Promise<void>;
  grantRole(user: User, role: string): Promise<void>;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export function keycloakUsers(sandbox: RunningSandbox): KeycloakUsers {
  const call = adminRequest(sandbox);
  const read = async <T>(path: string): Promise<T> => JSON.parse(await call("GET", path)) as T;
  const userPath = async (user: User): Promise<string> => {
    const [found] = await read<{ id: string }[]>(`/users?exact=true&username=${user}`);
    if (found === undefined) {
      throw new Error(`the realm has no user ${user}`);
    }
    return `/users/${found.id}`;
  };
  const changeRole = async (method: "POST" | "DELETE", user: User, roleName: string): Promise<void> => {
    const [client] = await read<{ id: string }[]>("/clients?clientId=oauth2-proxy");
    const role = await read<Named>(`/clients/${client?.id}/roles/${roleName}`);
    await call(method, `${await userPath(user)}/role-mappings/clients/${client?.id}`, [role]);
  };
  return {
    setEnabled: async (user, enabled) => {
      const path = await userPath(user);
      await call("PUT", path, { ...(await read<object>(path)), enabled });
    },
    endSessions: async (user) => {
      await call("POST", `${await userPath(user)}/logout`);
    },
    removeRole: (user, role) => changeRole("DELETE", user, role),
    grantRole: (user, role) => changeRole("POST", user, role),
  };
}
