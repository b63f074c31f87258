import { traefikPath } from "../../testing/paths/traefik.js";
import type { MatrixRequest } from "./request.js";

/** Host and path of a request, as the edge's HTTP server reads its target. */
interface ReadTarget {
  readonly host: string;
  /** The path that rules match and the application receives; without query. */
  readonly path: string;
}

type WrittenTarget = Pick<MatrixRequest, "method" | "target" | "host">;

/**
 * Reads a target as Traefik does before any rule: the absolute form is reduced to host and path (RFC 9112, section
 * 3.2.2), the query is cut off, and the path is brought into the form in which it is forwarded. The model of that form is
 * the one that the tests of the compilers rest on, so that the matrix holds it, too, to the real edge.
 * @returns undefined for what is no request target, or no path with one meaning: 400
 */
export function readTarget({ method, target, host }: WrittenTarget): ReadTarget | undefined {
  if (unsendable.test(target)) {
    return undefined;
  }
  const absolute = /^https?:\/\/([^/?]*)([^]*)$/.exec(isAuthority(method, target) ? `http://${target}` : target);
  const [, authority = host, rest = target] = absolute ?? [];
  const [path = ""] = rest.split("?");
  const read = traefikPath(absolute !== null && path === "" ? "/" : path);
  return read === undefined ? undefined : { host: authority, path: read.forwarded };
}

/** CONNECT names a host (section 3.2.3), and Go's server reads a path behind it all the same (net/http, `readRequest`). */
function isAuthority(method: string, target: string): boolean {
  return method === "CONNECT" && !target.startsWith("/");
}

/** Go's HTTP server refuses a request line with a space too many or a control character (net/http, net/url). */
// eslint-disable-next-line no-control-regex -- control characters are what this pattern is for
const unsendable = /[\u0000-\u0020\u007f]/;

/** What the entry point refuses to pass to any route, see `traefikArguments` of the platform. */
export const refusedEscape = /%(?:2F|5C|00|3B|25|3F|23)/i;
