import { createHash, randomBytes } from "node:crypto";
import type { HttpAnswer, HttpSession } from "../../http/http-session.js";
import { keycloakAdmin } from "../keycloak/admin.js";
import { openIdConnectUrl } from "../keycloak/tokens.js";
import type { RunningSandbox } from "../stacks/running-sandbox.js";

export interface GrafanaTokens {
  readonly id_token: string;
  readonly refresh_token: string;
}

/**
 * Signs in at Grafana's client as Grafana does. Its server does not run here, so the sign-in ends at an address at which
 * only this function takes the code.
 * @param visit opens the address of the sign-in and follows it to the end; with a session at Keycloak `open` is enough
 */
export async function grafanaTokens(
  sandbox: RunningSandbox,
  session: HttpSession,
  visit: (address: string) => Promise<HttpAnswer>,
): Promise<GrafanaTokens> {
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = sandbox.url("/grafana/login/generic_oauth");
  const request = new URLSearchParams({
    client_id: "grafana",
    response_type: "code",
    scope: "openid profile email",
    redirect_uri: redirectUri,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const answer = await visit(`${openIdConnectUrl(sandbox)}/auth?${request.toString()}`);
  const code = new URL(answer.url).searchParams.get("code");
  if (code === null) {
    throw new Error(`the sign-in ended at ${answer.url}, without a code`);
  }
  const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
  const { status, body } = await requestAsGrafana(sandbox, session, grant);
  if (status !== 200) {
    throw new Error(`Keycloak answered with ${status} and no tokens: ${body}`);
  }
  return JSON.parse(body) as GrafanaTokens;
}

/** Renews the tokens as Grafana does when its access token has expired. */
export function renewGrafana(
  sandbox: RunningSandbox,
  session: HttpSession,
  tokens: GrafanaTokens,
): Promise<HttpAnswer> {
  return requestAsGrafana(sandbox, session, { grant_type: "refresh_token", refresh_token: tokens.refresh_token });
}

async function requestAsGrafana(
  sandbox: RunningSandbox,
  session: HttpSession,
  grant: Readonly<Record<string, string>>,
): Promise<HttpAnswer> {
  const client = { client_id: "grafana", client_secret: await keycloakAdmin(sandbox).clientSecret("grafana") };
  return session.send(`${openIdConnectUrl(sandbox)}/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...grant, ...client }).toString(),
  });
}
