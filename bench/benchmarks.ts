import { type MatrixEdge, matrixEdges } from "../sandbox/matrix/oracle.js";
import type { Benchmark } from "./lib/run.js";

const requests = (edge: MatrixEdge): Benchmark => ({
  name: `requests-${edge}`,
  description: `protected against unprotected requests behind ${edge}: latency, throughput, CPU time`,
  load: async () => (await import("./requests.js")).measureRequests(edge),
});

/** Every benchmark, in the order of `docs/performance.md`. */
export const benchmarks: readonly Benchmark[] = [
  ...matrixEdges.map(requests),
  {
    name: "sign-in",
    description: "requests and time of a sign-in, ours and Keycloak's",
    rounds: 20,
    load: async () => (await import("./sign-in.js")).measureSignIn,
  },
];
