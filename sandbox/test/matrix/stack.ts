import type { AccessProfile } from "../../../components/access/index.js";
import { alertmanagerApplication, prometheusApplication } from "../../../components/access/index.js";
import { withEcho } from "../../matrix/echo-rules.js";
import { matchesMethods, type MatrixEdge } from "../../matrix/edges/index.js";
import { type Holders, identities } from "../../matrix/identity.js";
import type { MatrixRequest } from "../../matrix/request.js";
import type { MatrixStack } from "../../matrix/stack.js";

export const host = "monitoring.localhost";

/** A stack like the sandbox's, independent of its file. */
export function stackBehind(edge: MatrixEdge): MatrixStack {
  const profile: AccessProfile = matchesMethods(edge) ? "split" : "single-role";
  const service = { name: "any", port: 80 };
  const viewer = matchesMethods(edge) ? ["prometheus-viewer", "alertmanager-viewer"] : ["monitoring"];
  const stack: MatrixStack = {
    applications: [
      prometheusApplication(profile, { service, host, basePath: "/prometheus" }),
      alertmanagerApplication(profile, { service, host, basePath: "/alertmanager" }),
    ],
    holders: holders({
      viewer,
      editor: [...viewer, "alertmanager-editor"],
      admin: [...viewer, "alertmanager-editor", "prometheus-admin"],
      "service account": viewer.slice(0, 1),
    }),
  };
  return withEcho(stack, edge);
}

function holders(roles: Partial<Holders>): Holders {
  return { ...(Object.fromEntries(identities.map((identity) => [identity, []])) as unknown as Holders), ...roles };
}

export function request(overrides: Partial<MatrixRequest>): MatrixRequest {
  return {
    identity: "viewer",
    host,
    method: "GET",
    target: "/prometheus/graph",
    accept: "*/*",
    extraHeaders: [],
    authorization: undefined,
    row: "row",
    ...overrides,
  };
}
