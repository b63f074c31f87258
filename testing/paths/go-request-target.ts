/** The parts of a request target that decide where a request goes. */
interface GoTarget {
  /** `undefined` where the `Host` header counts. */
  readonly host: string | undefined;
  /** Path as it was written; without query. */
  readonly path: string;
}

/** What Go keeps of a target like `https:a/b`: it has no path, and `URL.RequestURI` returns it as the target to forward. */
interface OpaqueTarget {
  readonly opaque: string;
}

/**
 * Reads a request target as Go's HTTP server does (1.26: `readRequest` in net/http, `parse` and `getScheme` in net/url).
 * `undefined` where the server answers 400. An opaque target is none of the four forms of RFC 9112, section 3.2.
 */
export function readGoTarget(method: string, target: string): GoTarget | OpaqueTarget | undefined {
  // CONNECT names a host, and Go reads a path behind it all the same.
  const url = method === "CONNECT" && !target.startsWith("/") ? `http://${target}` : target;
  if (unsendable.test(url)) {
    return undefined;
  }
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(url)?.[0] ?? "";
  const rest = url.slice(scheme.length).replace(/\?[^]*$/, "");
  return rest.startsWith("/") ? hostAndPath(scheme, rest) : withoutSlash(scheme, rest);
}

/** A control character, a space too many in the request line, or no scheme before a colon. */
// eslint-disable-next-line no-control-regex -- control characters are what this pattern is for
const unsendable = /[\u0000-\u0020\u007f]|^:/;

function withoutSlash(scheme: string, opaque: string): GoTarget | OpaqueTarget | undefined {
  if (scheme === "") {
    return undefined;
  }
  // Of a scheme alone, nothing is left that is opaque: the path is empty, and Go forwards `/`.
  return opaque === "" ? { host: undefined, path: "" } : { opaque };
}

/** A host has one colon at most, and behind it a port (`parseHost` and `validOptionalPort`; strict since Go 1.26). */
const validHost = /^[^:]*(?::\d*)?$/;

function hostAndPath(scheme: string, rest: string): GoTarget | undefined {
  const absolute = scheme === "" ? null : /^\/\/([^/]*)([^]*)$/.exec(rest);
  if (absolute === null) {
    return { host: undefined, path: rest };
  }
  const [, host = "", path = ""] = absolute;
  return validHost.test(host) ? { host: host === "" ? undefined : host, path } : undefined;
}
