import { decide } from "../../components/access/index.js";
import { proxyPrefix } from "../../components/proxy-contract/endpoints.js";
import { countsOwn } from "./authorization.js";
import type { Authentication, EdgeModel, ReadRequest } from "./edges/edge-model.js";
import { edgeModels, type MatrixEdge } from "./edges/index.js";
import type { Expected } from "./expected.js";
import { type Holders, isTokenRejected, isUser, serviceAccountClientId } from "./identity.js";
import type { MatrixRequest } from "./request.js";
import type { MatrixStack } from "./stack.js";

/** The expected answer by the stack's rules, its roles and `decide`; the objects of the edge are not read. */
export function expectedAnswer(name: MatrixEdge, stack: MatrixStack, request: MatrixRequest): Expected {
  const edge = edgeModels[name];
  const read = edge.read(request);
  if (typeof read === "number") {
    return { type: "refused", status: read };
  }
  const { host, path } = read;
  const onHost = stack.applications.filter((candidate) => candidate.host === host);
  if (onHost.length > 0 && isWithin(proxyPrefix, path)) {
    return { type: "proxy" };
  }
  const application = onHost.find(({ basePath }) => isWithin(basePath, path));
  return application === undefined
    ? { type: "refused", status: edge.outside(path, onHost.length > 0) }
    : decided(edge, { application, path, request }, stack.holders);
}

function isWithin(basePath: string, path: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`);
}

function decided(edge: EdgeModel, read: ReadRequest, holders: Holders): Expected {
  const { application, path, request } = read;
  const refused = edge.refused(path, request.method);
  if (refused !== undefined) {
    return { type: "refused", status: refused };
  }
  const { type, roles } = clientOf(edge, request, holders);
  const decision = decide(application, request.method, edge.rulePath(path));
  if (decision.type === "deny") {
    return { type: "refused", status: edge.denied(read, type) };
  }
  if (!roles.includes(decision.role)) {
    return { type: "refused", status: edge.withoutRole(read, type) };
  }
  const unforwarded = edge.unforwarded(request);
  return unforwarded === undefined
    ? { type: "passes", application: application.name, path, user: edge.namesUser ? userName(request) : undefined }
    : { type: "refused", status: unforwarded };
}

function userName({ identity }: MatrixRequest): string {
  return isUser(identity) ? identity : `service-account-${serviceAccountClientId}`;
}

interface Client {
  readonly type: Authentication;
  readonly roles: readonly string[];
}

function clientOf(edge: EdgeModel, request: MatrixRequest, holders: Holders): Client {
  const { identity, authorization } = request;
  const roles = holders[identity];
  if (isTokenRejected(identity) || !countsOwn(authorization, identity, edge.twoAuthorizations)) {
    return { type: "rejected", roles: [] };
  }
  const isAnonymous = identity === "none" || (isUser(identity) && roles.length === 0 && !edge.hasSessionWithoutRole);
  return { type: isAnonymous ? "anonymous" : "authenticated", roles };
}
