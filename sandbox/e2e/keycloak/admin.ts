import { HttpSession } from "../../http/http-session.js";
import type { World } from "../stacks/world.js";

/** A confidential client that exists for a test alone. */
interface ServiceAccountSettings {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly protocolMappers?: readonly object[];
}

/** Keycloak's administration as the tests need it. */
interface KeycloakAdmin {
  /** Secret of a client; fails when there is no such client. */
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

/** A request to the administration of one realm: method, path below the realm, body. Gives the answer's body. */
type AdminRequest = (method: string, path: string, body?: unknown) => Promise<string>;

/** Requests in the administrator's name; one that Keycloak refuses fails with its answer. */
export function adminRequest(world: World, realm = world.access.realm): AdminRequest {
  const { keycloakUrl, keycloakAdmin: admin } = world.access;
  const session = new HttpSession(world.access.caFile);
  return async (method, path, body) => {
    const token = await tokenFor(session, `${keycloakUrl}/realms/master`, {
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

/** @param realm whose clients; the sandbox's own unless told */
export function keycloakAdmin(world: World, realm?: string): KeycloakAdmin {
  const call = adminRequest(world, realm);
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
      const flows = { serviceAccountsEnabled: true, standardFlowEnabled: false };
      await call("POST", "/clients", { clientId, ...flows, ...settings });
      return (await find(clientId)).secret ?? "";
    },
    deleteClient: async (clientId) => {
      await call("DELETE", `/clients/${(await find(clientId)).id}`);
    },
  };
}

/** An access token from a realm's token endpoint; fails with Keycloak's answer when it gives none. */
export async function tokenFor(
  session: HttpSession,
  issuerUrl: string,
  grant: Readonly<Record<string, string>>,
): Promise<string> {
  const answer = await session.send(`${issuerUrl}/protocol/openid-connect/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(grant).toString(),
  });
  const { access_token: token } = JSON.parse(answer.body) as { access_token?: string };
  if (token === undefined) {
    throw new Error(`no token, but ${answer.status}: ${answer.body}`);
  }
  return token;
}
