import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { adoptClient, deleteAdoptedClient } from "../pulumi/index.js";
import { adminRequest } from "./keycloak/admin.js";
import { productContext } from "./stacks/product.js";
import { useSandbox } from "./stacks/use-sandbox.js";

const clientId = "made-by-somebody-else";
const host = "adopted.localhost";

/** What Keycloak's admin API says of a client. */
interface ClientRepresentation {
  readonly id: string;
  readonly secret?: string;
  readonly redirectUris?: readonly string[];
  readonly webOrigins?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly [flag: string]: unknown;
}

/** Every grant that Keycloak has, as flags of the client and as attributes. */
const flags = [
  "standardFlowEnabled",
  "implicitFlowEnabled",
  "directAccessGrantsEnabled",
  "serviceAccountsEnabled",
  "authorizationServicesEnabled",
  "fullScopeAllowed",
] as const;
const attributes = [
  "oauth2.device.authorization.grant.enabled",
  "oidc.ciba.grant.enabled",
  "standard.token.exchange.enabled",
  "oauth2.jwt.authorization.grant.enabled",
  "oid4vci.enabled",
  "external.token.enabled",
  "client_credentials.use_refresh_token",
] as const;

const all = <Key extends string, Value>(keys: readonly Key[], value: Value): Record<string, Value> =>
  Object.fromEntries(keys.map((key) => [key, value]));

describe("a client that had every grant, and that a stack adopts", () => {
  const sandbox = useSandbox();
  let original: ClientRepresentation;
  let adopted: ClientRepresentation;

  const admin = (method: string, path: string, body?: unknown): Promise<string> =>
    adminRequest(sandbox)(method, path, body);
  const read = async (): Promise<ClientRepresentation> => {
    const [client] = JSON.parse(await admin("GET", `/clients?clientId=${clientId}`)) as ClientRepresentation[];
    assert.ok(client);
    return client;
  };

  before(async () => {
    const { context } = await productContext();
    await admin("POST", "/clients", {
      clientId,
      ...all(flags, true),
      redirectUris: ["*"],
      webOrigins: ["*"],
      attributes: { ...all(attributes, "true"), "client.session.idle.timeout": "60" },
    });
    original = await read();
    const { keycloakUrl, realm } = sandbox.access;
    const settings = { keycloakUrl, realm, clientId, host, clientUuid: original.id };
    await adoptClient(context, {
      config: Object.fromEntries(Object.entries(settings).map(([key, value]) => [`sandbox-adoption:${key}`, value])),
    });
    adopted = await read();
  });
  after(async () => {
    await deleteAdoptedClient((await productContext()).context);
  });

  it("is the same client, with another secret", () => {
    assert.equal(adopted.id, original.id);
    assert.notEqual(adopted.secret, original.secret);
  });

  it("had every grant before", () => {
    assert.deepEqual(
      flags.filter((flag) => original[flag] !== true),
      [],
    );
    assert.deepEqual(
      attributes.filter((attribute) => original.attributes?.[attribute] !== "true"),
      [],
    );
  });

  it("keeps only the sign-in with a browser", () => {
    assert.deepEqual(
      flags.filter((flag) => adopted[flag] === true),
      ["standardFlowEnabled"],
    );
    assert.deepEqual(
      attributes.filter((attribute) => adopted.attributes?.[attribute] === "true"),
      [],
    );
    assert.equal(adopted.attributes?.["pkce.code.challenge.method"], "S256");
  });

  it("has exact addresses and no optional scopes", async () => {
    assert.deepEqual(adopted.redirectUris, [`https://${host}/oauth2/callback`]);
    assert.deepEqual(adopted.webOrigins, []);
    assert.deepEqual(JSON.parse(await admin("GET", `/clients/${adopted.id}/optional-client-scopes`)), []);
  });

  it("ends sessions in time, and not earlier", () => {
    assert.equal(adopted.attributes?.["client.session.max.lifespan"], "3600");
    assert.equal(adopted.attributes["client.session.idle.timeout"], "0");
  });
});
