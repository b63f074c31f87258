import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { waitFor } from "../../wait/wait-for.js";
import { alteredToken, foreignKeySignedToken, publicKeySignedToken, unsignedToken } from "../attacks/forged-tokens.js";
import { keycloakAdmin } from "../keycloak/admin.js";
import { clientToken, type GrantedTokens, issuerOf, tokensFor } from "../keycloak/tokens.js";
import type { RunningSandbox, User } from "../stacks/running-sandbox.js";

/** Content of a token. The defaults are those of a service account that may read Prometheus. */
interface TokenContent {
  /**
   * Roles of the proxy's client.
   * @default ["prometheus-viewer"]
   */
  readonly roles?: readonly string[];
  /** @default "oauth2-proxy" */
  readonly audience?: string;
  /**
   * Whether the token names the client that it was issued to (`azp`), as Keycloak's tokens do unless a mapper changes it.
   * @default false - it names the service account of the stack
   */
  readonly ofForeignClient?: boolean;
  /** @default - the realm's own: five minutes */
  readonly lifespanSeconds?: number;
  /** @default - the realm of the sandbox's users */
  readonly realm?: string;
}

const proxyClient = "oauth2-proxy";
const serviceAccount = "ci";

/**
 * A token signed by a realm, with exactly the given content: its client, which exists only during this call, writes roles,
 * audience and the client's name into it. It therefore differs from a valid token only in what the caller asked for.
 */
export async function makeToken(sandbox: RunningSandbox, content: TokenContent = {}): Promise<string> {
  const realm = content.realm ?? sandbox.access.realm;
  const admin = keycloakAdmin(sandbox, realm);
  const clientId = `token-maker-${randomUUID()}`;
  const { lifespanSeconds } = content;
  const clientSecret = await admin.createServiceAccount(clientId, {
    attributes: lifespanSeconds === undefined ? {} : { "access.token.lifespan": String(lifespanSeconds) },
    protocolMappers: claimsOf(content),
  });
  try {
    return await clientToken(sandbox, { clientId, clientSecret, realm });
  } finally {
    await admin.deleteClient(clientId);
  }
}

/** Tokens of a user who signs in at another application than the stack. */
export interface OtherApplicationTokens {
  readonly access: string;
  /** An access token that the refresh token got. */
  readonly renewed: string;
  readonly refresh: string;
  /** A refresh token without an end. */
  readonly offline: string;
}

/**
 * The tokens of a user who signs in at another application of the realm, whose client has Keycloak's defaults: full scope, so
 * the access tokens have the user's roles at the proxy, and the proxy as audience.
 */
export async function userTokensOfOtherApplication(
  sandbox: RunningSandbox,
  user: User,
): Promise<OtherApplicationTokens> {
  const admin = keycloakAdmin(sandbox);
  const clientId = `team-app-${randomUUID()}`;
  const clientSecret = await admin.createServiceAccount(clientId, { directAccessGrantsEnabled: true });
  const session = sandbox.anonymous();
  const client = { client_id: clientId, client_secret: clientSecret };
  const password = { grant_type: "password", ...client, ...sandbox.credentials(user) };
  const granted = (grant: Readonly<Record<string, string>>): Promise<GrantedTokens> =>
    tokensFor(session, issuerOf(sandbox), grant);
  try {
    const { access_token: access, refresh_token: refresh = "" } = await granted(password);
    const { access_token: renewed } = await granted({
      grant_type: "refresh_token",
      ...client,
      refresh_token: refresh,
    });
    const { refresh_token: offline = "" } = await granted({ ...password, scope: "openid offline_access" });
    return { access, renewed, refresh, offline };
  } finally {
    await session.close();
    await admin.deleteClient(clientId);
  }
}

/** Faults for which a token must be rejected. */
export const tokenFaults = [
  "expired",
  "for another audience",
  "of a foreign client",
  "of another realm",
  "unsigned",
  "signed by another key",
  "signed with the public key",
  "altered",
  "without a role",
  "with an unknown role",
  "no JWT",
] as const;
export type TokenFault = (typeof tokenFaults)[number];

/** A token for each fault, valid in everything else. */
export async function faultyTokens(sandbox: RunningSandbox): Promise<Readonly<Record<TokenFault, string>>> {
  const expired = await makeToken(sandbox, { lifespanSeconds: 1 });
  const good = await makeToken(sandbox);
  const withoutRole = await makeToken(sandbox, { roles: [] });
  const tokens = {
    expired,
    "for another audience": await makeToken(sandbox, { audience: "grafana", ofForeignClient: true }),
    "of a foreign client": await makeToken(sandbox, { ofForeignClient: true }),
    "of another realm": await makeToken(sandbox, { realm: "master" }),
    unsigned: unsignedToken(good),
    "signed by another key": foreignKeySignedToken(good),
    "signed with the public key": publicKeySignedToken(good, await publicKey(sandbox)),
    altered: alteredToken(withoutRole, { resource_access: decodeJwt(good).resource_access }),
    "without a role": withoutRole,
    "with an unknown role": await makeToken(sandbox, { roles: ["no-such-role"] }),
    "no JWT": "nonsense",
  };
  await waitUntilExpired(expired);
  return tokens;
}

/** Without it the token could still be valid when it is sent. */
export async function waitUntilExpired(token: string): Promise<void> {
  const { exp } = decodeJwt(token);
  await waitFor({
    awaiting: "the short-lived token to expire",
    limitSeconds: 30,
    observe: () => {
      const left = (exp ?? Infinity) * 1000 - Date.now();
      return Promise.resolve(left < 0 ? { met: true } : { met: false, state: `${left} ms left` });
    },
    next: "npm run sandbox -- logs keycloak/keycloak",
  });
}

/** Mappers that write fixed claims, independent of the roles of the service account. */
function claimsOf(content: TokenContent): object[] {
  const { roles = ["prometheus-viewer"], audience = proxyClient, ofForeignClient = false } = content;
  const mapper = (name: string, protocolMapper: string, config: Readonly<Record<string, string>>): object => ({
    name,
    protocol: "openid-connect",
    protocolMapper,
    config: { "access.token.claim": "true", ...config },
  });
  return [
    mapper("audience", "oidc-audience-mapper", { "included.custom.audience": audience }),
    ...(ofForeignClient
      ? []
      : [
          mapper("client", "oidc-hardcoded-claim-mapper", {
            "claim.name": "azp",
            "claim.value": serviceAccount,
            "jsonType.label": "String",
          }),
        ]),
    ...(roles.length === 0
      ? []
      : [
          mapper("roles", "oidc-hardcoded-claim-mapper", {
            "claim.name": `resource_access.${proxyClient}.roles`,
            "claim.value": JSON.stringify(roles),
            "jsonType.label": "JSON",
          }),
        ]),
  ];
}

/** The realm's signature key, as a PEM file: with a line break at the end. */
async function publicKey(sandbox: RunningSandbox): Promise<string> {
  const session = sandbox.anonymous();
  const headers = { accept: "application/json" };
  const { body } = await session.send(issuerOf(sandbox), { headers });
  await session.close();
  const { public_key: key } = JSON.parse(body) as { public_key: string };
  return `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`;
}
