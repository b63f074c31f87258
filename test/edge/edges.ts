import type { EdgeChoice } from "../../components/edge/args";
import type { EdgeObject } from "../../components/edge/contract";
import { defaultPathSettings, envoyPath, type EnvoyPathSettings, laxPathSettings } from "../../testing/paths/envoy";
import { traefikPath } from "../../testing/paths/traefik";
import { settings } from "./edge-settings";
import type { Kinds } from "./evaluators/arbitrary-applications";
import type { EdgeEvaluator, EvaluatorOptions } from "./evaluators/edge-answer";
import { EnvoyGatewayEvaluator } from "./evaluators/envoy-gateway";
import { GatewayApiTraefikEvaluator } from "./evaluators/gateway-api-traefik";
import { IngressNginxEvaluator } from "./evaluators/ingress-nginx";
import { TraefikEvaluator } from "./evaluators/traefik";

/** Every edge, as the tests that hold for all of them see it. */
export interface EdgeUnderTest {
  readonly choice: EdgeChoice;
  /** Rules that it can express. */
  readonly kinds: Kinds;
  /** Whether it recognizes requests of scripts by their headers, and not only by path and method. */
  readonly seesScripts: boolean;
  /** How the edge may read its objects: one reading per controller or setting of the platform. */
  readonly readings: readonly EdgeReading[];
}

export interface EdgeReading {
  /** Empty for the only reading. */
  readonly title: string;
  readonly evaluate: (objects: readonly EdgeObject[], options?: Partial<EvaluatorOptions>) => EdgeEvaluator;
  /** The path that the application receives, to which the rules apply; empty if it receives no request. */
  readonly forwarded: (path: string) => string;
}

export const everyKind: Kinds = { withMethods: true, withExactPaths: true };

const { clientId } = settings();
const gateway = { name: "public", namespace: "edge", sectionName: "websecure" };
const byTraefik = (path: string): string => traefikPath(path)?.forwarded ?? "";

/** Where the platform does not merge slashes, the route denies paths with two of them. */
function byEnvoy(path: string, pathSettings: EnvoyPathSettings): string {
  const forwarded = envoyPath(path, pathSettings) ?? "";
  return forwarded.includes("//") ? "" : forwarded;
}

export const edges: readonly EdgeUnderTest[] = [
  {
    choice: { type: "traefik", entryPoints: ["websecure"] },
    kinds: everyKind,
    seesScripts: true,
    readings: [
      {
        title: "",
        evaluate: (objects, options) => new TraefikEvaluator(objects, { clientId, ...options }),
        forwarded: byTraefik,
      },
    ],
  },
  {
    choice: { type: "gateway-api-traefik", gateway },
    kinds: everyKind,
    seesScripts: true,
    readings: (["specification", "traefik"] as const).map((ranking) => ({
      title: `, as ${ranking} ranks matches`,
      evaluate: (objects, options) => new GatewayApiTraefikEvaluator(objects, { clientId, ranking, ...options }),
      forwarded: byTraefik,
    })),
  },
  {
    choice: { type: "envoy-gateway", gateway },
    kinds: everyKind,
    seesScripts: true,
    readings: [defaultPathSettings, laxPathSettings].map((pathSettings) => ({
      title: `, with paths treated as ${JSON.stringify(pathSettings)}`,
      evaluate: (objects, options) => new EnvoyGatewayEvaluator(objects, { clientId, pathSettings, ...options }),
      forwarded: (path) => byEnvoy(path, pathSettings),
    })),
  },
  {
    choice: { type: "ingress-nginx", ingressClassName: "nginx" },
    kinds: { withMethods: false, withExactPaths: true },
    seesScripts: false,
    readings: (["ingress-nginx", "traefik-provider"] as const).map((ranking) => ({
      title: `, as ${ranking} ranks paths`,
      evaluate: (objects, options) => new IngressNginxEvaluator(objects, { clientId, ranking, ...options }),
      forwarded: (path) => path,
    })),
  },
];

/** Every edge in every reading. */
export type EdgeModel = Omit<EdgeUnderTest, "readings"> & EdgeReading;

export const edgeModels: readonly EdgeModel[] = edges.flatMap(({ readings, ...edge }) =>
  readings.map((reading) => ({ ...edge, ...reading, title: edge.choice.type + reading.title })),
);
