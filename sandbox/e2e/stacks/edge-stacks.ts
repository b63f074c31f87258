import { echoArgs } from "../../matrix/echo-rules.js";
import type { MatrixEdge } from "../../matrix/edges/index.js";
import type { StackConfig } from "../../pulumi/index.js";
import { echoPodApplication } from "../pods/echo-pod.js";
import { gateway as envoyGateway } from "./envoy-gateway.js";
import { changedBlocks } from "./sandbox-stack.js";

/** The Gateway of the platform, which Traefik implements. */
const gateway = { name: "public", namespace: "traefik" };

const gatewayApiStack: StackConfig = {
  "monitoring-sso:edge": { gatewayApi: { gateway, traefik: {} } },
};

/** Envoy Gateway in front of the applications; Traefik still serves Keycloak. */
const envoyGatewayStack: StackConfig = {
  "monitoring-sso:edge": { gatewayApi: { gateway: envoyGateway, envoyGateway: {} } },
  "monitoring-sso:network": { edge: { namespace: envoyGateway.namespace }, keycloak: { namespace: "traefik" } },
};

/** The bindings of the only role of the profile `single-role`. */
const singleRoleBindings = {
  users: ["viewer", "editor"].map((username) => ({ username, roles: ["monitoring"] })),
  serviceAccounts: [{ clientId: "ci", roles: ["monitoring"] }],
};

/** The edge and the access profile of the dev stack. */
const singleRoleStack: StackConfig = {
  "monitoring-sso:edge": { ingressNginx: {} },
  "monitoring-sso:access": { profile: "single-role" },
  ...(await changedBlocks({ keycloak: singleRoleBindings })),
};

/** The proxy's mode `reverse-proxy`, with the pod of `startEchoPod` as an application. */
async function reverseProxyStack(edge: object): Promise<StackConfig> {
  const { rules, apiPaths } = echoArgs("reverse-proxy");
  return {
    "monitoring-sso:edge": edge,
    "monitoring-sso:access": {
      profile: "single-role",
      applications: [{ ...echoPodApplication, apiPaths, rules }],
    },
    ...(await changedBlocks({ proxy: { mode: "reverse-proxy" }, keycloak: singleRoleBindings })),
  };
}

/** Configuration to lay over the sandbox's stack, by edge; nothing for the sandbox's own. */
export const edgeStacks: Readonly<Record<MatrixEdge, StackConfig>> = {
  traefik: {},
  "gateway-api": gatewayApiStack,
  "ingress-nginx": singleRoleStack,
  "envoy-gateway": envoyGatewayStack,
  "reverse-proxy": await reverseProxyStack({ gatewayApi: { gateway } }),
  "reverse-proxy-ingress": await reverseProxyStack({ ingressNginx: {} }),
};
