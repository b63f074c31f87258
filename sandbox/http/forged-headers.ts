/**
 * Headers by which a client could pass for a signed-in user, or its request for another one. The one list for the attacks of
 * the end-to-end tests and for the access matrix. It restates what the components strip, so that a header that they forget
 * is still sent.
 */

export type HeaderLine = readonly [name: string, value: string];

const claims = ["User", "Email", "Groups", "Preferred-Username", "Access-Token"];

/**
 * Headers between edge, proxy and application that no client may set: who is signed in, where a sign-in ends, and which
 * method and path the request has.
 */
export const reservedHeaderNames: readonly string[] = [
  ...["X-Forwarded", "X-Auth-Request"].flatMap((prefix) => claims.map((claim) => `${prefix}-${claim}`)),
  "X-Auth-Request-Redirect",
  ...["Remote-User", "Remote-Groups", "Remote-Email", "X-Remote-User", "X-WebAuth-User", "X-JWT-Assertion"],
  ...["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-Method"],
  ...["X-Original-URL", "X-Original-URI", "X-Rewrite-URL"],
  ...["X-Forwarded-Method", "X-Forwarded-Uri", "X-Forwarded-Prefix"],
];

/** Spellings of the same headers that servers in the tradition of CGI read alike (CVE-2025-64484). */
export const underscoredHeaderNames: readonly string[] = [
  ...["X_Forwarded_User", "X_Forwarded_Groups", "X-Forwarded_Email", "X_Forwarded_Access_Token"],
  ...["X_Auth_Request_User", "X_Auth-Request-Groups", "X-Auth-Request_Groups", "x_auth_request_email"],
];

/** The same with other characters, which Traefik's forwardAuth removes by the stack's expression. */
export const dottedHeaderNames: readonly string[] = [
  ...["X.Auth.Request.User", "X-Auth.Request-Groups", "X!Forwarded!User", "X.HTTP.Method.Override", "Remote.User"],
];

/** The user that the client claims to be. */
export const forgedIdentity: readonly HeaderLine[] = [
  ["X-Forwarded-User", "admin"],
  ["X-Forwarded-Email", "admin"],
  ["X-Forwarded-Groups", "role:oauth2-proxy:prometheus-viewer,role:oauth2-proxy:prometheus-admin"],
  ["X-Forwarded-Preferred-Username", "admin"],
  ["X-Forwarded-Access-Token", "eyJhbGciOiJub25lIn0.e30."],
  ["X-Auth-Request-User", "admin"],
  ["X-Auth-Request-Email", "admin"],
  ["X-Auth-Request-Groups", "role:oauth2-proxy:prometheus-viewer,role:oauth2-proxy:prometheus-admin"],
  ["X-Auth-Request-Preferred-Username", "admin"],
  ["X-Auth-Request-Redirect", "https://evil.example/"],
  ["X-Remote-User", "admin"],
  ["X-Webauth-User", "admin"],
];

/** Another request than the one that is sent, as a proxy in front would report it. 255.255.255.255 is a trusted address. */
export const forgedRoute: readonly HeaderLine[] = [
  ["X-Forwarded-Uri", "/oauth2/sign_in"],
  ["X-Forwarded-Uri", "/ping"],
  ["X-Forwarded-Host", "keycloak.localhost"],
  ["X-Forwarded-Host", "evil.example"],
  ["X-Forwarded-Proto", "http"],
  ["X-Forwarded-Port", "80"],
  ["X-Forwarded-Prefix", "/oauth2"],
  ["X-Forwarded-Method", "GET"],
  ["X-Forwarded-Method", "OPTIONS"],
  ["X-Forwarded-For", "255.255.255.255"],
  ["X-Forwarded-For", "127.0.0.1"],
  ["X-Forwarded-For", "10.244.0.1, 255.255.255.255"],
  ["X-Forwarded-Server", "traefik"],
  ["X-Real-Ip", "255.255.255.255"],
  ["X-Client-Ip", "255.255.255.255"],
  ["True-Client-Ip", "255.255.255.255"],
  ["Forwarded", "for=255.255.255.255;host=keycloak.localhost;proto=http"],
  ["X-Original-Url", "/ping"],
  ["X-Original-Url", "/oauth2/sign_in"],
  ["X-Original-Uri", "/ping"],
  ["X-Original-Method", "GET"],
  ["X-Rewrite-Url", "/oauth2/sign_in"],
  ["X-Http-Method-Override", "GET"],
  ["X-Http-Method-Override", "POST"],
  ["X-Http-Method", "GET"],
  ["X-Method-Override", "GET"],
];

/** Headers by which a program exempts a request from authentication, or answers it itself. */
export const exemptions: readonly HeaderLine[] = [
  ["User-Agent", "GoogleHC/1.0"],
  ["User-Agent", "kube-probe/1.35"],
  ["User-Agent", "Prometheus/2.53.3"],
  ["Origin", "https://evil.example"],
  ["Access-Control-Request-Method", "GET"],
  ["Authorization", "Basic YWRtaW46YWRtaW4="],
  ["Authorization", "Bearer"],
  ["Upgrade-Insecure-Requests", "1"],
  ["Sec-Fetch-Mode", "cors"],
  ["Purpose", "prefetch"],
];

/** The lines as headers of one request, with the first value of each name. */
export function headersOf(lines: readonly HeaderLine[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...lines].reverse());
}

/** Every name with the same value, by which it is recognized where it arrives. */
export function withValue(names: readonly string[], value: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, value]));
}
