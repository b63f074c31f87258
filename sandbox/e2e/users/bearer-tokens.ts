import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { waitFor } from "../../wait/wait-for.js";
import { alteredToken, publicKeySignedToken, strangelySignedToken, unsignedToken } from "../attacks/forged-tokens.js";
import { keycloakAdmin, tokenFor } from "../keycloak/admin.js";
import type { World } from "../stacks/world.js";

/** What a token says. Left out, it is as for a machine of the stack that may read Prometheus. */
interface TokenWishes {
  /**
   * Roles of the proxy's client.
   * @default ["prometheus-viewer"]
   */
  readonly roles?: readonly string[];
  /** @default "oauth2-proxy" */
  readonly audience?: string;
  /** @default - the realm's own, five minutes */
  readonly lifespanSeconds?: number;
  /** @default - the realm of the sandbox's people */
  readonly realm?: string;
}

const proxyClient = "oauth2-proxy";

/**
 * A token that a realm signed and that says exactly what is wished: its client, which exists for this call alone, writes
 * role and audience into it. So it differs from a good one in what is wished and in nothing else.
 */
export async function makeToken(world: World, wishes: TokenWishes = {}): Promise<string> {
  const realm = wishes.realm ?? world.access.realm;
  const admin = keycloakAdmin(world, realm);
  const clientId = `token-maker-${randomUUID()}`;
  const { lifespanSeconds } = wishes;
  const clientSecret = await admin.createServiceAccount(clientId, {
    attributes: lifespanSeconds === undefined ? {} : { "access.token.lifespan": String(lifespanSeconds) },
    protocolMappers: claimsOf(wishes),
  });
  const session = world.stranger();
  try {
    return await tokenFor(session, `${world.access.keycloakUrl}/realms/${realm}`, {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
    });
  } finally {
    await session.close();
    await admin.deleteClient(clientId);
  }
}

/** Why a token must open nothing. */
export const tokenFaults = [
  "expired",
  "for another audience",
  "of another realm",
  "unsigned",
  "signed by a stranger",
  "signed with the public key",
  "altered",
  "without a role",
  "with a role that opens nothing",
  "no token",
] as const;
export type TokenFault = (typeof tokenFaults)[number];

/** A token for each fault, everything else about it as good as can be. */
export async function faultyTokens(world: World): Promise<Readonly<Record<TokenFault, string>>> {
  const expired = await makeToken(world, { lifespanSeconds: 1 });
  const good = await makeToken(world);
  const withoutRole = await makeToken(world, { roles: [] });
  const tokens = {
    expired,
    "for another audience": await makeToken(world, { audience: "grafana" }),
    "of another realm": await makeToken(world, { realm: "master" }),
    unsigned: unsignedToken(good),
    "signed by a stranger": strangelySignedToken(good),
    "signed with the public key": publicKeySignedToken(good, await publicKey(world)),
    altered: alteredToken(withoutRole, { resource_access: decodeJwt(good).resource_access }),
    "without a role": withoutRole,
    "with a role that opens nothing": await makeToken(world, { roles: ["no-such-role"] }),
    "no token": "nonsense",
  };
  await waitUntilExpired(expired);
  return tokens;
}

/** A token that has passed its end is the only one that is refused for it. */
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

/** Mappers that write fixed claims, whatever roles the service account has. */
function claimsOf({ roles = ["prometheus-viewer"], audience = proxyClient }: TokenWishes): object[] {
  const mapper = (name: string, protocolMapper: string, config: Readonly<Record<string, string>>): object => ({
    name,
    protocol: "openid-connect",
    protocolMapper,
    config: { "access.token.claim": "true", ...config },
  });
  return [
    mapper("audience", "oidc-audience-mapper", { "included.custom.audience": audience }),
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

/** The realm's key for signatures, as a PEM that ends with a line break, as programs keep it in a file. */
async function publicKey(world: World): Promise<string> {
  const session = world.stranger();
  const headers = { accept: "application/json" };
  const { body } = await session.send(`${world.access.keycloakUrl}/realms/${world.access.realm}`, { headers });
  await session.close();
  const { public_key: key } = JSON.parse(body) as { public_key: string };
  return `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`;
}
