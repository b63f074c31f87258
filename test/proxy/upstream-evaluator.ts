import type { Upstream, UpstreamConfig } from "../../components/proxy/config/upstreams";
import { cleanGoPath } from "../../testing/paths/go";

/** How the proxy answers the request of a user who has its one role. */
export type UpstreamAnswer =
  { readonly type: "forwarded"; readonly uri: string } | { readonly type: "denied" } | { readonly type: "redirected" };

/**
 * Finds the upstream as oauth2-proxy does (v7.15.6: `buildServeMux` in oauthproxy.go, pkg/upstream/proxy.go; gorilla/mux
 * 1.8.1: `ServeHTTP`, `cleanPath`, regexp.go).
 */
export function answerOf({ upstreams }: UpstreamConfig, sentPath: string): UpstreamAnswer {
  const path = escapedPath(sentPath);
  if (path === undefined) {
    return { type: "denied" };
  }
  if (cleanGoPath(path) !== path) {
    return { type: "redirected" };
  }
  const longestFirst = [...upstreams].sort((left, right) => right.path.length - left.path.length);
  const found = longestFirst.find((upstream) => matches(upstream, path));
  return found === undefined || !("uri" in found) ? { type: "denied" } : { type: "forwarded", uri: found.uri };
}

/** `EscapedPath` of Go's net/url: as sent, unless it contains a character that must be escaped; then it escapes all of them. */
function escapedPath(sent: string): string | undefined {
  const path = sent.split("?")[0] ?? "";
  // eslint-disable-next-line no-control-regex -- an HTTP request line contains none
  if (/%(?![0-9A-Fa-f]{2})/.test(path) || /[\u0000-\u0020\u007f]/.test(path) || !path.startsWith("/")) {
    return undefined;
  }
  return /^[A-Za-z0-9\-._~!$&'()*+,/:;=@[\]%]*$/.test(path)
    ? path
    : encodeURI(decodeURIComponentBytes(path)).replaceAll("#", "%23").replaceAll("?", "%3F");
}

/** Decodes every escape, byte by byte; these tests send valid UTF-8 only. */
function decodeURIComponentBytes(path: string): string {
  return path.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => decodeURIComponent(escapes));
}

function matches({ path: template }: Upstream, path: string): boolean {
  const expression = template
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith("{") ? `(?:${part.slice(part.indexOf(":") + 1, -1)})` : quoted(part)))
    .join("");
  return new RegExp(`^${expression}${template.endsWith("/") ? "" : "$"}`).test(path);
}

const quoted = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
