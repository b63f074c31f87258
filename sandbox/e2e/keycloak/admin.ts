import { HttpSession } from "../../http/http-session.js";
import type { RunningSandbox } from "../stacks/running-sandbox.js";
import { issuerOf, tokenFor } from "./tokens.js";

/** Settings of a confidential client that exists for one test. */
interface ServiceAccountSettings {
  /** @default - the client has no password grant */
  readonly directAccessGrantsEnabled?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly protocolMappers?: readonly object[];
}

/** The administration of clients, as far as the tests need it. */
interface KeycloakAdmin {
  /** The secret of a client; fails when there is no such client. */
  clientSecret(clientId: string): Promise<string>;
  setClientSecret(clientId: string, secret: string): Promise<void>;
  /** Creates a confidential client with a service account and no roles, and returns its secret. */
  createServiceAccount(clientId: string, settings?: ServiceAccountSettings): Promise<string>;
  deleteClient(clientId: string): Promise<void>;
}

interface Client {
  readonly id: string;
  readonly secret?: string;
}

/** Sends a request to the admin API of one realm, with a path below the realm, and returns the body of the answer. */
type AdminRequest = (method: string, path: string, body?: unknown) => Promise<string>;

/** Requests as Keycloak's administrator; one that Keycloak refuses fails with its answer. */
export function adminRequest(sandbox: RunningSandbox, realm = sandbox.access.realm): AdminRequest {
  const { keycloakUrl, keycloakAdmin: admin } = sandbox.access;
  const session = new HttpSession(sandbox.access.caFile);
  return async (method, path, body) => {
    const token = await tokenFor(session, issuerOf(sandbox, "master"), {
      grant_type: "password",
      client_id: "admin-cli",
      ...admin,
    });
    const answer = await session.send(`${keycloakUrl}/admin/realms/${realm}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) {
      throw new Error(`Keycloak answered ${method} ${path} with ${answer.status}: ${answer.body.slice(0, 300)}`);
    }
    return answer.body;
  };
}

/** @param realm the realm of the clients; by default the sandbox's own */
export function keycloakAdmin(sandbox: RunningSandbox, realm?: string): KeycloakAdmin {
  const call = adminRequest(sandbox, realm);
  const find = async (clientId: string): Promise<Client> => {
    const [client] = JSON.parse(await call("GET", `/clients?clientId=${clientId}`)) as Client[];
    if (client === undefined) {
      throw new Error(`Keycloak has no client ${clientId}`);
    }
    return client;
  };

  return {
    clientSecret: async (clientId) => (await find(clientId)).secret ?? "",
    setClientSecret: async (clientId, secret) => {
      const client = await find(clientId);
      await call("PUT", `/clients/${client.id}`, { ...client, secret });
    },
    createServiceAccount: async (clientId, settings = {}) => {
      const flows = { serviceAccountsEnabled: true, standardFlowEnabled: false, directAccessGrantsEnabled: false };
      await call("POST", "/clients", { clientId, ...flows, ...settings });
      return (await find(clientId)).secret ?? "";
    },
    deleteClient: async (clientId) => {
      await call("DELETE", `/clients/${(await find(clientId)).id}`);
    },
  };
}
