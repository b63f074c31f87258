import { exemptions, forgedIdentity, forgedRoute, type HeaderLine, headersOf } from "../../http/forged-headers.js";

/** Each of them is sent on its own. */
export const forgedHeaders: readonly HeaderLine[] = [...forgedIdentity, ...forgedRoute, ...exemptions];

/** Everything that a client without a session could send to look authenticated, in one request. */
export const forgedAuthentication = headersOf([...forgedIdentity, ...forgedRoute, ["User-Agent", "kube-probe/1.35"]]);

/** Servers in the tradition of CGI read the underscore as a dash. */
const underscored = [...forgedIdentity, ...forgedRoute]
  .map(([name, value]) => [name.replaceAll("-", "_"), value] as const)
  .filter(([name]) => name.includes("_"));

/** Makes the next hop drop a header of the request (CVE-2024-45410). */
const hopByHop = ["X-Forwarded-Uri", "X-Forwarded-Method", "X-Forwarded-Host", "X-Forwarded-For", "Authorization"].map(
  (name) => ["Connection", name] as const,
);

export const oddHeaderLines: readonly string[] = [
  ...[...forgedHeaders, ...underscored, ...hopByHop].map(([name, value]) => `${name}: ${value}`),
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13",
  "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
];
