import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EdgeChoice } from "../../../components/edge/args.js";
import { compileApplication } from "../../../components/edge/compilers.js";
import type { EdgeSettings } from "../../../components/edge/contract.js";
import { echoName } from "../../matrix/echo.js";
import type { MatrixEdge } from "../../matrix/edges/names.js";
import { host, stackBehind } from "./stack.js";

const gateway = { name: "public", namespace: "gateways", sectionName: "websecure" };

/** Edges behind which the matrix adds the echo application to the deployed stack. */
const choices: readonly (readonly [MatrixEdge, EdgeChoice])[] = [
  ["traefik", { type: "traefik", entryPoints: ["websecure"] }],
  ["gateway-api", { type: "gateway-api-traefik", gateway }],
  ["ingress-nginx", { type: "ingress-nginx", ingressClassName: "nginx" }],
  ["envoy-gateway", { type: "envoy-gateway", gateway }],
];

const settings: EdgeSettings = {
  namespace: "monitoring",
  host,
  proxy: { serviceName: "oauth2-proxy", port: 80 },
  mode: "middleware",
  passthroughApplications: [],
  clientId: "oauth2-proxy",
  certificate: {},
};

describe("the rules of the echo application", () => {
  for (const [edge, choice] of choices) {
    it(`can be added to a stack behind ${edge}`, () => {
      const echo = stackBehind(edge).applications.find(({ name }) => name === echoName);
      assert.ok(echo);
      const compiled = compileApplication(choice, echo, settings);
      assert.deepEqual(compiled.ok ? [] : compiled.problems, []);
    });
  }
});
