import { readGoTarget } from "../../../testing/paths/go-request-target.js";
import { traefikPath } from "../../../testing/paths/traefik.js";
import type { EdgeModel, ReadTarget, WrittenTarget } from "./edge-model.js";

/** Traefik with its own resources, and as the implementation of a Gateway. */
export const traefik: EdgeModel = {
  read: readTarget,
  outside: () => 404,
  refused: (path) => (refusedEscape.test(path) ? 400 : undefined),
  rulePath: (path) => path,
  denied: () => 403,
  withoutRole: (_request, authentication) => (authentication === "anonymous" ? 401 : 403),
  unforwarded: ({ method }) => (method === "CONNECT" ? 501 : undefined),
  twoAuthorizations: "first",
  namesUser: true,
  hasSessionWithoutRole: true,
};

/**
 * Reads a target as Traefik does before any rule: the absolute form is reduced to host and path (RFC 9112, section
 * 3.2.2), the query is cut off, and the path is brought into the form in which it is forwarded. The models of both are
 * those that the tests of the compilers rest on, so that the matrix holds them, too, to the real edge.
 * @returns 400 for what is no request target, or no path with one meaning
 */
function readTarget({ method, target, host }: WrittenTarget): ReadTarget | 400 {
  const read = readGoTarget(method, target);
  // Traefik answers 400 itself where Go keeps an opaque target (`denyOpaque`, since 3.7.13).
  if (read === undefined || "opaque" in read) {
    return 400;
  }
  const path = traefikPath(read.path === "" ? "/" : read.path);
  return path === undefined ? 400 : { host: read.host ?? host, path: path.forwarded };
}

/** What the entry point refuses to pass to any route, see `traefikArguments` of the platform. */
export const refusedEscape = /%(?:2F|5C|00|3B|25|3F|23)/i;
