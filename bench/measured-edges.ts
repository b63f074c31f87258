import type { MatrixEdge } from "../sandbox/matrix/edges/names.js";

/** Edges whose requests are measured: those of the sandbox's own Traefik that ask the proxy. */
export const measuredEdges = ["traefik", "gateway-api", "ingress-nginx"] as const satisfies readonly MatrixEdge[];
export type MeasuredEdge = (typeof measuredEdges)[number];
