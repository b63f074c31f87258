import { envoyPath } from "../../../testing/paths/envoy.js";
import type { RefusalStatus } from "../expected.js";
import type { MatrixRequest } from "../request.js";
import type { EdgeModel, ReadTarget, WrittenTarget } from "./edge-model.js";

/** Envoy Gateway with the default path settings of a `ClientTrafficPolicy`. */
export const envoyGateway: EdgeModel = {
  read: (request) => refusedBeforeRouting(request) ?? readTarget(request),
  outside: () => 404,
  // Its own rule denies such paths, and `decide` does, too.
  refused: () => undefined,
  rulePath: (path) => path,
  denied: () => 403,
  withoutRole: (_request, authentication) => (authentication === "anonymous" ? 401 : 403),
  unforwarded: () => undefined,
  twoAuthorizations: "neither",
  namesUser: false,
  hasSessionWithoutRole: true,
};

/** Methods that Envoy's parser of HTTP/1 does not know, and CONNECT, which no route of the stack matches. */
const refusedMethods = ["get", "QUERY", "CONNECT"];

function refusedBeforeRouting({ method, target, extraHeaders }: MatrixRequest): RefusalStatus | undefined {
  // `withUnderscoresAction`, by default.
  if (refusedMethods.includes(method) || extraHeaders.some(([name]) => name.includes("_"))) {
    return 400;
  }
  // Envoy takes what begins with an asterisk for `OPTIONS *`, for which there is no route.
  return method === "OPTIONS" && target.startsWith("*") ? 404 : undefined;
}

function readTarget({ target, host }: WrittenTarget): ReadTarget | RefusalStatus {
  const absolute = /^https?:\/\/([^/?]+)([^]*)$/.exec(target);
  const [, authority = host, rest = target] = absolute ?? [];
  const [path = ""] = rest.split("?");
  const written = absolute !== null && path === "" ? "/" : path;
  const read = envoyPath(written);
  if (read !== undefined) {
    return { host: authority, path: read };
  }
  // With unchanged slashes it would be a path: Envoy redirects to the decoded one.
  return envoyPath(written, { escapedSlashes: "KeepUnchanged", mergeSlashes: true }) === undefined ? 400 : 307;
}
