import { type HttpAnswer, HttpSession } from "./http-session.js";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Opens a page as an anonymous person, signs in at Keycloak's form and returns what the person sees in the end.
 * Fails when Keycloak shows no form (somebody is signed in already) or refuses the password.
 */
export async function signIn(session: HttpSession, url: string, credentials: Credentials): Promise<HttpAnswer> {
  const page = await session.open(url);
  const form = isKeycloakForm(page) ? page : await session.open(startAddress(page));
  const answer = await session.open(formAction(form), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...credentials, credentialId: "" }).toString(),
  });
  if (isKeycloakForm(answer)) {
    throw new Error(`Keycloak refused the password of ${credentials.username}`);
  }
  return answer;
}

/**
 * Opens a page as the browser of somebody whom Keycloak knows already: past the proxy's sign-in page, if it is shown, and
 * without a form. Fails when Keycloak shows one.
 */
export async function visit(session: HttpSession, url: string): Promise<HttpAnswer> {
  const page = await session.open(url);
  const answer = isSignInPage(page) ? await session.open(startAddress(page)) : page;
  if (isKeycloakForm(answer)) {
    throw new Error(`Keycloak asks for a password on the way to ${url}`);
  }
  return answer;
}

function isSignInPage({ body }: HttpAnswer): boolean {
  return body.includes('<form id="sign-in"');
}

function isKeycloakForm({ body }: HttpAnswer): boolean {
  return body.includes("kc-form-login");
}

/** Where the proxy's sign-in page leads: what its script does, without a fragment. */
export function startAddress({ body, url }: HttpAnswer): string {
  const action = /<form id="sign-in" method="get" action="([^"]+)"/.exec(body)?.[1];
  const target = /<input type="hidden" name="rd" value="([^"]*)"/.exec(body)?.[1];
  if (action === undefined || target === undefined) {
    throw new Error(`no sign-in page at ${url}: ${body.slice(0, 300)}`);
  }
  return `${new URL(action, url).href}?rd=${encodeURIComponent(unescapeHtml(target))}`;
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&#43;", "+")
    .replaceAll("&#34;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** The address Keycloak's sign-in form posts to. */
function formAction({ body, status, url }: HttpAnswer): string {
  const action = /<form[^>]*id="kc-form-login"[^>]*action="([^"]+)"/.exec(body)?.[1];
  if (action === undefined) {
    throw new Error(`no Keycloak sign-in form in the answer ${status} of ${url}: ${body.slice(0, 300)}`);
  }
  return unescapeHtml(action);
}
