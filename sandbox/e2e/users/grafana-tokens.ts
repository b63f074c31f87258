import { createHash, randomBytes } from "node:crypto";
import type { HttpAnswer, HttpSession } from "../../http/http-session.js";
import { keycloakAdmin } from "../keycloak/admin.js";
import type { World } from "../stacks/world.js";

export interface GrafanaTokens {
  readonly id_token: string;
  readonly refresh_token: string;
}

/**
 * Signs in at Grafana's client as Grafana does. Its server does not run here: the sign-in ends at an address where nobody
 * picks up the code but this function.
 * @param visit opens the address of the sign-in, and goes on to its end; a session at Keycloak needs no more than `open`
 */
export async function grafanaTokens(
  world: World,
  session: HttpSession,
  visit: (address: string) => Promise<HttpAnswer>,
): Promise<GrafanaTokens> {
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = world.url("/grafana/login/generic_oauth");
  const request = new URLSearchParams({
    client_id: "grafana",
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: redirectUri,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const answer = await visit(`${endpoints(world)}/auth?${request.toString()}`);
  const code = new URL(answer.url).searchParams.get("code");
  if (code === null) {
    throw new Error(`no code in ${answer.url}`);
  }
  const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
  const { status, body } = await askAsGrafana(world, session, grant);
  if (status !== 200) {
    throw new Error(`no tokens, but ${status}: ${body}`);
  }
  return JSON.parse(body) as GrafanaTokens;
}

/** What Grafana does when its access token has expired. */
export function renewGrafana(world: World, session: HttpSession, tokens: GrafanaTokens): Promise<HttpAnswer> {
  return askAsGrafana(world, session, { grant_type: "refresh_token", refresh_token: tokens.refresh_token });
}

async function askAsGrafana(
  world: World,
  session: HttpSession,
  grant: Readonly<Record<string, string>>,
): Promise<HttpAnswer> {
  const client = { client_id: "grafana", client_secret: await keycloakAdmin(world).clientSecret("grafana") };
  return session.send(`${endpoints(world)}/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...grant, ...client }).toString(),
  });
}

function endpoints({ access }: World): string {
  return `${access.keycloakUrl}/realms/${access.realm}/protocol/openid-connect`;
}
