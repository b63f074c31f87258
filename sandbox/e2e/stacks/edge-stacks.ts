import type { MatrixEdge } from "../../matrix/oracle.js";
import type { StackConfig } from "../../pulumi/index.js";
import { changedBlocks } from "./sandbox-stack.js";

/** A Gateway of the platform that Traefik implements. */
export const gatewayApiStack: StackConfig = {
  "monitoring-sso:edge": { gatewayApi: { gateway: { name: "public", namespace: "traefik" }, traefik: {} } },
};

/** The edge and the access profile of the dev stack. */
export const singleRoleStack: StackConfig = {
  "monitoring-sso:edge": { ingressNginx: {} },
  "monitoring-sso:access": { profile: "single-role" },
  ...(await changedBlocks({
    keycloak: {
      users: ["viewer", "editor"].map((username) => ({ username, roles: ["monitoring"] })),
      serviceAccounts: [{ clientId: "ci", roles: ["monitoring"] }],
    },
  })),
};

/** Configuration to lay over the sandbox's stack, by edge; nothing for the sandbox's own. */
export const edgeStacks: Readonly<Record<MatrixEdge, StackConfig>> = {
  traefik: {},
  "gateway-api": gatewayApiStack,
  "ingress-nginx": singleRoleStack,
};
