import { type HttpAnswer, HttpSession } from "./http-session.js";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Opens a page anonymously, signs in with Keycloak's form and returns the final page. Fails if Keycloak shows no form (a user
 * is signed in already) or rejects the password.
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
    throw new Error(`Keycloak rejected the password of ${credentials.username}`);
  }
  return answer;
}

/**
 * Opens a page in a session in which the user is signed in at Keycloak: through the proxy's sign-in page, if it is shown,
 * and without a form. Fails if Keycloak shows its form.
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

/** The URL to which the script of the proxy's sign-in page navigates, without a fragment. */
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

/** The URL to which Keycloak's sign-in form posts. */
function formAction({ body, status, url }: HttpAnswer): string {
  const action = /<form[^>]*id="kc-form-login"[^>]*action="([^"]+)"/.exec(body)?.[1];
  if (action === undefined) {
    throw new Error(`no Keycloak sign-in form in the answer ${status} of ${url}: ${body.slice(0, 300)}`);
  }
  return unescapeHtml(action);
}
