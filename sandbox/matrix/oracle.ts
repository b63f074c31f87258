import { type Application, decide, matchesPath } from "../../components/access/index.js";
import { proxyPrefix } from "../../components/proxy-contract/endpoints.js";
import type { Holders, Identity } from "./identity.js";
import type { MatrixRequest } from "./request.js";
import { readTarget, refusedEscape } from "./request-target.js";
import type { MatrixStack } from "./stack.js";

export const matrixEdges = ["traefik", "gateway-api", "ingress-nginx"] as const;
export type MatrixEdge = (typeof matrixEdges)[number];

/** The one expected answer to a request. */
export type Expected =
  /** The application receives it, with this path; its answer does not matter. */
  | { readonly type: "passes"; readonly application: string; readonly path: string }
  /** The edge or the proxy answers with this status; the application never receives it. */
  | { readonly type: "refused"; readonly status: RefusalStatus }
  /** An endpoint of the proxy: its answer does not matter, but no application answers. */
  | { readonly type: "proxy" };

/** 302 redirects to the sign-in; 501 is for CONNECT, which Traefik forwards to no server (pkg/proxy/httputil/connect.go). */
export type RefusalStatus = 302 | 400 | 401 | 403 | 404 | 501;

/** The expected answer by the stack's rules, its roles and `decide`; the objects of the edge are not read. */
export function expectedAnswer(edge: MatrixEdge, stack: MatrixStack, request: MatrixRequest): Expected {
  const read = readTarget(request);
  if (read === undefined) {
    return { type: "refused", status: 400 };
  }
  const onHost = stack.applications.filter(({ host }) => host === read.host);
  if (onHost.length > 0 && isWithin(proxyPrefix, read.path)) {
    return { type: "proxy" };
  }
  const application = onHost.find(({ basePath }) => isWithin(basePath, read.path));
  return application === undefined
    ? { type: "refused", status: outsideStatus(edge, onHost.length > 0, read.path) }
    : decided(application, read.path, { edge, request, holders: stack.holders });
}

function isWithin(basePath: string, path: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`);
}

interface Circumstances {
  readonly edge: MatrixEdge;
  readonly request: MatrixRequest;
  readonly holders: Holders;
}

function decided(application: Application, path: string, circumstances: Circumstances): Expected {
  const { edge, request, holders } = circumstances;
  if (refusedEscape.test(path)) {
    return { type: "refused", status: 400 };
  }
  const decision = decide(application, request.method, edge === "ingress-nginx" ? withLettersOnly(path) : path);
  if (decision.type === "deny") {
    return { type: "refused", status: 403 };
  }
  if (!holders[request.identity].includes(decision.role)) {
    return { type: "refused", status: deniedStatus(edge, application, path, request.identity) };
  }
  return request.method === "CONNECT"
    ? { type: "refused", status: 501 }
    : { type: "passes", application: application.name, path };
}

/** With ingress-nginx annotations, an Ingress denies everything else of a host; other edges have no route for it. */
function outsideStatus(edge: MatrixEdge, isServed: boolean, path: string): RefusalStatus {
  if (edge !== "ingress-nginx" || !isServed) {
    return 404;
  }
  return refusedEscape.test(path) ? 400 : 403;
}

/**
 * A path with `;` or an encoded control character has no normal form and is denied to everyone. Ingress cannot express that
 * (docs/edges/ingress-nginx.md): there such characters are treated as letters.
 */
function withLettersOnly(path: string): string {
  return path.replace(/;|%(?:0[1-9A-F]|1[0-9A-F]|7F)/g, "!");
}

/**
 * 401 without a session or token, or a redirect to the sign-in outside of API paths with ingress-nginx; 403 for a session or
 * token without the role, see docs/guides/service-accounts.md.
 */
function deniedStatus(
  edge: MatrixEdge,
  { basePath, apiPaths }: Application,
  path: string,
  identity: Identity,
): RefusalStatus {
  if (identity !== "none") {
    return 403;
  }
  const isApi = apiPaths.some((pattern) => matchesPath(pattern, path.slice(basePath.length)));
  return edge === "ingress-nginx" && !isApi ? 302 : 401;
}
