/** Headers by which somebody on the way could take a request for another one, or its sender for another person. */

/** What the edge or the proxy says of a person who is signed in, said by a visitor. */
const identities = [
  ["X-Forwarded-User", "admin"],
  ["X-Forwarded-Email", "admin"],
  ["X-Forwarded-Groups", "role:oauth2-proxy:prometheus-admin"],
  ["X-Forwarded-Preferred-Username", "admin"],
  ["X-Forwarded-Access-Token", "eyJhbGciOiJub25lIn0.e30."],
  ["X-Auth-Request-User", "admin"],
  ["X-Auth-Request-Email", "admin"],
  ["X-Auth-Request-Groups", "role:oauth2-proxy:prometheus-admin"],
  ["X-Auth-Request-Preferred-Username", "admin"],
  ["X-Auth-Request-Redirect", "https://evil.example/"],
  ["X-Remote-User", "admin"],
  ["X-Webauth-User", "admin"],
] as const;

/** What was asked for and from where, as a proxy in front would say it. 255.255.255.255 is the address that is let in. */
const routes = [
  ["X-Forwarded-Uri", "/oauth2/sign_in"],
  ["X-Forwarded-Uri", "/ping"],
  ["X-Forwarded-Host", "keycloak.localhost"],
  ["X-Forwarded-Host", "evil.example"],
  ["X-Forwarded-Proto", "http"],
  ["X-Forwarded-Port", "80"],
  ["X-Forwarded-Prefix", "/oauth2"],
  ["X-Forwarded-Method", "GET"],
  ["X-Forwarded-Method", "OPTIONS"],
  ["X-Forwarded-For", "127.0.0.1"],
  ["X-Forwarded-For", "255.255.255.255"],
  ["X-Forwarded-For", "10.244.0.1, 255.255.255.255"],
  ["X-Forwarded-Server", "traefik"],
  ["X-Real-Ip", "255.255.255.255"],
  ["X-Client-Ip", "255.255.255.255"],
  ["True-Client-Ip", "255.255.255.255"],
  ["Forwarded", "for=255.255.255.255;host=keycloak.localhost;proto=http"],
  ["X-Original-Url", "/oauth2/sign_in"],
  ["X-Original-Uri", "/ping"],
  ["X-Original-Method", "GET"],
  ["X-Rewrite-Url", "/oauth2/sign_in"],
  ["X-Http-Method-Override", "GET"],
  ["X-Http-Method-Override", "POST"],
  ["X-Http-Method", "GET"],
  ["X-Method-Override", "GET"],
] as const;

/** Requests that some program lets pass for who seems to send them, or answers itself. */
const exceptions = [
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
] as const;

export const forgedHeaders: readonly (readonly [name: string, value: string])[] = [
  ...identities,
  ...routes,
  ...exceptions,
];

/** A server that follows CGI reads the first as the second. */
const underscored = [...identities, ...routes]
  .map(([name, value]) => [name.replaceAll("-", "_"), value] as const)
  .filter(([name]) => name.includes("_"));

/** Takes a header off the request for whoever comes next (CVE-2024-45410). */
const hopByHop = ["X-Forwarded-Uri", "X-Forwarded-Method", "X-Forwarded-Host", "X-Forwarded-For", "Authorization"].map(
  (name) => ["Connection", name] as const,
);

export const oddHeaderLines: readonly string[] = [
  ...[...forgedHeaders, ...underscored, ...hopByHop].map(([name, value]) => `${name}: ${value}`),
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13",
  "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
];
