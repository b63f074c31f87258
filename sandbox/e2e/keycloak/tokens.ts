import type { HttpSession } from "../../http/http-session.js";
import type { RunningSandbox } from "../stacks/running-sandbox.js";

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** @default - the sandbox's own */
  readonly realm?: string;
}

export function issuerOf({ access }: RunningSandbox, realm = access.realm): string {
  return `${access.keycloakUrl}/realms/${realm}`;
}

/** Base URL of the realm's OpenID Connect endpoints. */
export function openIdConnectUrl(sandbox: RunningSandbox): string {
  return `${issuerOf(sandbox)}/protocol/openid-connect`;
}

/** An access token of a client in its own name. */
export async function clientToken(sandbox: RunningSandbox, credentials: ClientCredentials): Promise<string> {
  const session = sandbox.anonymous();
  try {
    return await tokenFor(session, issuerOf(sandbox, credentials.realm), {
      grant_type: "client_credentials",
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    });
  } finally {
    await session.close();
  }
}

/** What a realm's token endpoint answers, as far as the tests need it. */
export interface GrantedTokens {
  readonly access_token: string;
  readonly refresh_token?: string;
}

/** An access token from a realm's token endpoint; fails with Keycloak's answer when there is none in it. */
export async function tokenFor(...grant: Parameters<typeof tokensFor>): Promise<string> {
  return (await tokensFor(...grant)).access_token;
}

/** All tokens of one answer; fails with the answer when there is no access token in it. */
export async function tokensFor(
  session: HttpSession,
  issuerUrl: string,
  grant: Readonly<Record<string, string>>,
): Promise<GrantedTokens> {
  const answer = await session.send(`${issuerUrl}/protocol/openid-connect/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(grant).toString(),
  });
  const tokens = JSON.parse(answer.body) as Partial<GrantedTokens>;
  if (tokens.access_token === undefined) {
    throw new Error(`Keycloak answered with ${answer.status} and no token: ${answer.body}`);
  }
  return { ...tokens, access_token: tokens.access_token };
}
