import { type AccessRule, type Application, decide, matchesPath } from "../../components/access/index.js";
import type { Holders, Identity } from "./identity.js";
import { readTarget, refusedEscape } from "./request-target.js";
import type { MatrixRequest } from "./request.js";
import type { MatrixStack } from "./stack.js";

export const matrixEdges = ["traefik", "gateway-api", "ingress-nginx"] as const;
export type MatrixEdge = (typeof matrixEdges)[number];

/** The one right answer to a request. */
export type Expected =
  /** The application gets it, under this path, and answers whatever it likes. */
  | { readonly type: "passes"; readonly application: string; readonly path: string }
  /** The edge or the proxy answers with this status; the application never sees it. */
  | { readonly type: "refused"; readonly status: RefusalStatus }
  /** It is the proxy's own: whatever it answers, no application does. */
  | { readonly type: "proxy" };

/** 302 is the way to the sign-in; 501 is for CONNECT, which Traefik passes to no server (pkg/proxy/httputil/connect.go). */
export type RefusalStatus = 302 | 400 | 401 | 403 | 404 | 501;

const proxyPrefix = "/oauth2";

/** What must happen, by the stack's rules and roles and `decide`; nothing of it is read off the edge's objects. */
export function expectedAnswer(edge: MatrixEdge, stack: MatrixStack, request: MatrixRequest): Expected {
  const read = readTarget(request);
  if (read === undefined) {
    return { type: "refused", status: 400 };
  }
  const onHost = stack.applications.filter(({ host }) => host === read.host);
  if (onHost.length > 0 && isWithin(proxyPrefix, read.path)) {
    return { type: "proxy" };
  }
  const application = onHost.find(({ basePath: path }) => isWithin(path, read.path));
  return application === undefined
    ? { type: "refused", status: 404 }
    : decided(application, read.path, { edge, request, holders: stack.holders });
}

function isWithin(place: string, path: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

interface Circumstances {
  readonly edge: MatrixEdge;
  readonly request: MatrixRequest;
  readonly holders: Holders;
}

function decided(application: Application, path: string, circumstances: Circumstances): Expected {
  const { edge, request, holders } = circumstances;
  if (!hasRoute(edge, application, path)) {
    return { type: "refused", status: 404 };
  }
  if (refusedEscape.test(path)) {
    return { type: "refused", status: 400 };
  }
  const decision = decide(application, request.method, edge === "ingress-nginx" ? literally(path) : path);
  if (decision.type === "deny") {
    return { type: "refused", status: 403 };
  }
  if (!holders[request.identity].includes(decision.role)) {
    return { type: "refused", status: strangerStatus(edge, application, path, request.identity) };
  }
  return request.method === "CONNECT"
    ? { type: "refused", status: 501 }
    : { type: "passes", application: application.name, path };
}

/** Where no rule speaks of a path, the edge with ingress-nginx annotations has no route. */
function hasRoute(edge: MatrixEdge, { basePath: place, rules }: Application, path: string): boolean {
  return edge !== "ingress-nginx" || rules.some((rule) => speaksOf(rule, path.slice(place.length)));
}

/**
 * A path with `;` or an encoded control character has no normal form and is denied to everybody, but Ingress paths have no
 * word for that (docs/edges/ingress-nginx.md): there it is decided as if they were letters like any other.
 */
function literally(path: string): string {
  return path.replace(/;|%(?:0[1-9A-F]|1[0-9A-F]|7F)/g, "!");
}

function speaksOf({ paths }: AccessRule, path: string): boolean {
  return paths.some((pattern) => matchesPath(pattern, path));
}

/**
 * Without any session 401; ingress-nginx sends whoever is not on a path of programs to the sign-in instead. A token or a
 * cookie that does not do is 403, see docs/guides/service-accounts.md.
 */
function strangerStatus(
  edge: MatrixEdge,
  { basePath: place, apiPaths }: Application,
  path: string,
  identity: Identity,
): RefusalStatus {
  if (identity !== "none") {
    return 403;
  }
  const isApi = apiPaths.some((pattern) => matchesPath(pattern, path.slice(place.length)));
  return edge === "ingress-nginx" && !isApi ? 302 : 401;
}
