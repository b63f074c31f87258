import type { Benchmark } from "./lib/run.js";
import { type MeasuredEdge, measuredEdges } from "./measured-edges.js";

const requests = (edge: MeasuredEdge): Benchmark => ({
  name: `requests-${edge}`,
  description: `protected against unprotected requests behind ${edge}: latency, throughput, CPU time`,
  load: async () => (await import("./requests.js")).measureRequests(edge),
});

/** Every benchmark, in the order of `docs/performance.md`. */
export const benchmarks: readonly Benchmark[] = [
  ...measuredEdges.map(requests),
  {
    name: "sign-in",
    description: "requests and time of a sign-in, ours and Keycloak's",
    rounds: 20,
    load: async () => (await import("./sign-in.js")).measureSignIn,
  },
  {
    name: "preview",
    description: "`pulumi preview`: without a change, and with 1, 10 and 100 more applications",
    load: async () => (await import("./preview.js")).measurePreview,
  },
];
