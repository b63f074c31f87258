import type { Problem } from "../validation/problem";

/** The addresses of one realm. Plain values: they shape the proxy's configuration file. */
export interface RealmUrls {
  /** `iss` of every token of the realm; discovery starts here. */
  readonly issuerUrl: string;
  /** Where a browser is sent to end its Keycloak session (OpenID Connect RP-Initiated Logout). */
  readonly endSessionUrl: string;
  /** Where a program gets its tokens. */
  readonly tokenUrl: string;
}

/** @param keycloakUrl public URL of Keycloak, without a trailing slash */
export function realmUrls(keycloakUrl: string, realm: string): RealmUrls {
  const issuerUrl = `${keycloakUrl}/realms/${realm}`;
  const endpoints = `${issuerUrl}/protocol/openid-connect`;
  return { issuerUrl, endSessionUrl: `${endpoints}/logout`, tokenUrl: `${endpoints}/token` };
}

/** What a realm name may hold, so that it stands in a URL and in an import id without escaping. */
const realmName = /^[A-Za-z0-9._~-]+$/;

/** @param prefix of the keys as the user wrote them, such as `keycloak.` */
export function checkRealmUrls(keycloakUrl: string, realm: string, prefix: string): Problem[] {
  const problems: Problem[] = [];
  if (!isPlainHttpsUrl(keycloakUrl)) {
    problems.push({
      path: `${prefix}url`,
      value: withoutCredentials(keycloakUrl),
      expected: "an https URL without credentials, query or trailing slash",
      fix: 'give the URL browsers use, such as "https://keycloak.example.com"',
    });
  }
  if (!realmName.test(realm)) {
    problems.push({
      path: `${prefix}realm`,
      value: realm,
      expected: "a realm name of letters, digits, '.', '_', '~', '-'",
    });
  }
  return problems;
}

/** Plain HTTP would hand the authorization code and the sign-in itself to anybody on the way (RFC 9700 section 2.6). */
function isPlainHttpsUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === "https:" && [url.origin, `${url.origin}${url.pathname}`].includes(text) && !text.endsWith("/")
  );
}

/** An error message must not repeat a password that was put into a URL. */
function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/]*@/, "//…@");
}
