import type { Person, World } from "../stacks/world.js";
import { adminRequest } from "./admin.js";

/** What an administrator of the realm does with a person. */
export interface KeycloakPeople {
  setEnabled(person: Person, enabled: boolean): Promise<void>;
  /** Ends all of a person's sessions. */
  endSessions(person: Person): Promise<void>;
  takeRole(person: Person, role: string): Promise<void>;
  giveRole(person: Person, role: string): Promise<void>;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export function keycloakPeople(world: World): KeycloakPeople {
  const call = adminRequest(world);
  const read = async <T>(path: string): Promise<T> => JSON.parse(await call("GET", path)) as T;
  const userPath = async (person: Person): Promise<string> => {
    const [user] = await read<{ id: string }[]>(`/users?exact=true&username=${person}`);
    if (user === undefined) {
      throw new Error(`the realm has no user ${person}`);
    }
    return `/users/${user.id}`;
  };
  const changeRole = async (method: "POST" | "DELETE", person: Person, roleName: string): Promise<void> => {
    const [client] = await read<{ id: string }[]>("/clients?clientId=oauth2-proxy");
    const role = await read<Named>(`/clients/${client?.id}/roles/${roleName}`);
    await call(method, `${await userPath(person)}/role-mappings/clients/${client?.id}`, [role]);
  };
  return {
    setEnabled: async (person, enabled) => {
      const path = await userPath(person);
      await call("PUT", path, { ...(await read<object>(path)), enabled });
    },
    endSessions: async (person) => {
      await call("POST", `${await userPath(person)}/logout`);
    },
    takeRole: (person, role) => changeRole("DELETE", person, role),
    giveRole: (person, role) => changeRole("POST", person, role),
  };
}
