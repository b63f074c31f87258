import { type Application, type ParsedPathPattern, pathRegions, type Requirement } from "../../access";

/**
 * Where the proxy forwards an authorized request. Types of the structured configuration are aliases, not interfaces, because
 * chart values are open maps.
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/v7.15.6/pkg/apis/options/upstreams.go
 */
export type Upstream = { readonly id: string; readonly path: string } & (
  { readonly uri: string; readonly timeout: string } | { readonly static: true; readonly staticCode: 403 }
);

export type UpstreamConfig = { readonly proxyRawPath: true; readonly upstreams: readonly Upstream[] };

/** Longer than Prometheus' query timeout (two minutes); the proxy's default is 30 seconds. */
const timeout = "150s";

/**
 * Access rules as upstreams, for users and service accounts that hold the one role. The proxy tries the longest path first;
 * a path that ends in a slash matches everything below, any other path matches itself only (v7.15.6, pkg/upstream). The
 * proxy denies what no other upstream matches.
 *
 * It compares and forwards the path as it was sent (`proxyRawPath`): decoded, `%2f` would look like a slash here and perhaps
 * not to the application. It redirects `//`, `.` and `..` to the plain spelling first.
 */
export function upstreamConfig(applications: readonly Application[]): UpstreamConfig {
  const upstreams = new Map<string, Upstream>([["/", denied("/")]]);
  for (const application of applications) {
    const regions = pathRegions({ ...application, apiPaths: [] });
    // Exact paths come later: they replace the path that a prefix has for itself.
    for (const region of [...regions.filter(isPrefix), ...regions.filter((candidate) => !isPrefix(candidate))]) {
      for (const path of upstreamPaths(application.basePath, region)) {
        upstreams.set(path, upstreamOf(application, path, region.require));
      }
    }
  }
  const longest = Math.max(...[...upstreams.keys()].map(({ length }) => length));
  return { proxyRawPath: true, upstreams: [denied(ambiguousPath(longest)), ...upstreams.values()] };
}

const isPrefix = ({ withDescendants }: ParsedPathPattern): boolean => withDescendants;

/**
 * The paths of a region as templates of gorilla/mux. A path that ends in a slash matches itself only when an expression that
 * matches nothing follows it.
 */
function upstreamPaths(basePath: string, { path, withDescendants }: ParsedPathPattern): string[] {
  const full = basePath + path;
  if (withDescendants) {
    return full === "" ? ["/"] : [full, `${full}/`];
  }
  return [full.endsWith("/") ? `${full}{end:(?:)}` : full];
}

function upstreamOf({ service }: Application, path: string, requirement: Requirement | undefined): Upstream {
  // The Service's short name: the proxy runs in its namespace.
  return requirement === undefined || requirement === "deny"
    ? denied(path)
    : { id: path, path, uri: `http://${service.name}:${service.port}`, timeout };
}

function denied(path: string): Upstream {
  return { id: path, path, static: true, staticCode: 403 };
}

/**
 * Every escape except those of a space and of `! $ & ' ( ) * + , : = @ [ ]`: the characters that `normalizePath` rejects
 * (control characters, `/`, `\`, `;`, `%`, `?`, `#`); unreserved characters, which no honest client encodes (RFC 3986
 * section 2.3) and which would hide a rule's path; and characters that must be escaped in a URL, such as `é`. If one of
 * those is not, Go escapes the whole path again and turns a `%2f` in it into a slash (net/url, `EscapedPath`).
 */
const refusedEscapes = "%(?:2[235DEFdef]|3[0-9BCEFbcef]|4[1-9A-Fa-f]|5[0-9ACEFacef]|[016-9A-Fa-f].)";

/**
 * Matches every path that an application could read differently than the rules. The proxy tries the longest path first:
 * empty groups make this one the longest.
 */
function ambiguousPath(longest: number): string {
  const [start, end] = [`/{ambiguous:.*(?:;|${refusedEscapes}).*`, "}"];
  return start + "(?:)".repeat(Math.max(0, Math.ceil((longest + 1 - start.length - end.length) / 4))) + end;
}
