import { type Application, pathRegions, type ParsedPathPattern, type Requirement } from "../../access";

/**
 * Where the proxy sends a request that it let in. Types of the structured configuration are aliases, not interfaces:
 * chart values are open maps.
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/v7.15.4/pkg/apis/options/upstreams.go
 */
export type Upstream = { readonly id: string; readonly path: string } & (
  { readonly uri: string; readonly timeout: string } | { readonly static: true; readonly staticCode: 403 }
);

export type UpstreamConfig = { readonly proxyRawPath: true; readonly upstreams: readonly Upstream[] };

/** Longer than Prometheus lets a query run (two minutes); the proxy's own default is 30 seconds. */
const timeout = "150s";

/**
 * Access rules as upstreams, for requests of people and programs who have the one role. The proxy tries the longest path
 * first; one that ends in a slash stands for everything below, any other for itself alone (v7.15.4, pkg/upstream).
 * What nothing else matches is refused.
 *
 * It compares the path as it was sent (`proxyRawPath`), and sends it on as it was sent: decoded, `%2f` would look like
 * a slash here and perhaps not to the application. It redirects `//`, `.` and `..` to the plain spelling beforehand.
 */
export function upstreamConfig(applications: readonly Application[]): UpstreamConfig {
  const upstreams = new Map<string, Upstream>([["/", denied("/")]]);
  for (const application of applications) {
    const regions = pathRegions({ ...application, apiPaths: [] });
    // An exact path comes later: it replaces the one that stands for a prefix's own path.
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
 * The paths of a region, which are templates of gorilla/mux. With an expression that matches nothing behind it a path
 * that ends in a slash is itself alone.
 */
function upstreamPaths(basePath: string, { path, withDescendants }: ParsedPathPattern): string[] {
  const full = basePath + path;
  if (withDescendants) {
    return full === "" ? ["/"] : [full, `${full}/`];
  }
  return [full.endsWith("/") ? `${full}{end:(?:)}` : full];
}

function upstreamOf({ service }: Application, path: string, requirement: Requirement | undefined): Upstream {
  // The Service's short name: the proxy is in its namespace.
  return requirement === undefined || requirement === "deny"
    ? denied(path)
    : { id: path, path, uri: `http://${service.name}:${service.port}`, timeout };
}

function denied(path: string): Upstream {
  return { id: path, path, static: true, staticCode: 403 };
}

/**
 * Every escape but those of a space and of `! $ & ' ( ) * + , : = @ [ ]`: what `normalizePath` refuses (control characters,
 * `/`, `\`, `;`, `%`, `?`, `#`); the unreserved characters, which no honest client encodes (RFC 3986 section 2.3) and
 * behind which a rule's path would not be recognised; and what may not stand in an address unescaped, such as `é`. Where
 * one of those does, Go escapes the whole path anew, and a `%2f` in it has become a slash (net/url, `EscapedPath`).
 */
const refusedEscapes = "%(?:2[235DEFdef]|3[0-9BCEFbcef]|4[1-9A-Fa-f]|5[0-9ACEFacef]|[016-9A-Fa-f].)";

/**
 * Every path that an application could read differently than the rules do. The longest path is tried first, whatever it
 * is: empty groups make this one the longest.
 */
function ambiguousPath(longest: number): string {
  const [start, end] = [`/{ambiguous:.*(?:;|${refusedEscapes}).*`, "}"];
  return start + "(?:)".repeat(Math.max(0, Math.ceil((longest + 1 - start.length - end.length) / 4))) + end;
}
