import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileApplication, compileEdge } from "../../../components/edge/compilers";
import type { EdgeObject } from "../../../components/edge/contract";
import { application } from "../../access/application-builder";
import { grafana, objectsOf, settings } from "../../edge/edge-settings";
import { edges } from "../../edge/edges";

/** A part of a JSON schema, as custom resource definitions contain it. */
export interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly [keyword: string]: unknown;
}

/** Where the definition of a kind comes from. The version is that of the Go module in `sandbox/toolchain`. */
export interface DefinitionSource {
  readonly toolchain: "traefik" | "envoy-gateway";
  readonly goModule: string;
  /** File in the module. */
  readonly file: string;
}

type CustomKind = Exclude<EdgeObject["kind"], "Ingress">;

const traefikFolder = "docs/content/reference/dynamic-configuration/traefik.io";
const gatewayApiFolder = "config/crd/standard/gateway.networking.k8s.io";
const envoyGatewayFolder = "charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io";
const traefik = { toolchain: "traefik", goModule: "github.com/traefik/traefik/v3" } as const;
const gatewayApi = { toolchain: "traefik", goModule: "sigs.k8s.io/gateway-api" } as const;
const envoyGateway = { toolchain: "envoy-gateway", goModule: "github.com/envoyproxy/gateway" } as const;

/** Every custom kind that an edge creates. */
export const definitionSources: Readonly<Record<CustomKind, DefinitionSource>> = {
  IngressRoute: { ...traefik, file: `${traefikFolder}_ingressroutes.yaml` },
  Middleware: { ...traefik, file: `${traefikFolder}_middlewares.yaml` },
  HTTPRoute: { ...gatewayApi, file: `${gatewayApiFolder}_httproutes.yaml` },
  ReferenceGrant: { ...gatewayApi, file: `${gatewayApiFolder}_referencegrants.yaml` },
  SecurityPolicy: { ...envoyGateway, file: `${envoyGatewayFolder}_securitypolicies.yaml` },
  BackendTrafficPolicy: { ...envoyGateway, file: `${envoyGatewayFolder}_backendtrafficpolicies.yaml` },
};

/** What this project relies on of a definition; distilled by `scripts/distil-edge-definitions.ts`. */
export interface DefinitionFacts {
  readonly goModule: string;
  readonly version: string;
  readonly apiVersion: string;
  /** Schema of `spec`, with the fields that our objects use. Every other field is refused. */
  readonly spec: Schema;
}

export const definitionFactsFile = join(__dirname, "..", "facts", "edge-definitions.json");

export function definitionFacts(): Readonly<Record<CustomKind, DefinitionFacts>> {
  return JSON.parse(readFileSync(definitionFactsFile, "utf8")) as Record<CustomKind, DefinitionFacts>;
}

/** Version of a source's Go module in the sandbox's toolchain. */
export function pinnedVersion({ toolchain, goModule }: DefinitionSource): string {
  const goMod = readFileSync(join(__dirname, "../../../sandbox/toolchain", toolchain, "go.mod"), "utf8");
  const [, version] = new RegExp(`^(?:require|\\s)\\s*${goModule} (v\\S+)`, "m").exec(goMod) ?? [];
  if (version === undefined) {
    throw new Error(`no ${goModule} in the toolchain ${toolchain}`);
  }
  return version;
}

/** Objects that use every field that an edge can set: stacks, and applications that are added to them. */
export function everyEdgeObject(): readonly EdgeObject[] {
  const split = application({
    rules: [
      { paths: ["/debug/*"], require: "deny" },
      { paths: ["/*"], methods: ["GET"], require: { role: "reader" } },
      { paths: ["/items"], methods: ["POST", "PUT"], require: { role: "writer" } },
    ],
  });
  const own = application({ name: "own", host: "own.example.com", basePath: "" });
  return edges.flatMap(({ choice, kinds }) => {
    const applications = kinds.withMethods ? [split, own] : [application(), own];
    return [
      ...objectsOf(compileEdge(choice, applications, settings({ passthroughApplications: [grafana] }))),
      ...objectsOf(compileApplication(choice, applications[0] ?? own, settings())),
    ];
  });
}

/** The schema with nothing but the fields that the values use, and without texts. */
export function distilSchema(schema: Schema, values: readonly unknown[], path: string): Schema {
  const { properties, items, additionalProperties, ...rest } = schema;
  const keywords = Object.entries(rest).filter(([name]) => keptKeywords.includes(name));
  return {
    ...Object.fromEntries(keywords),
    ...(properties === undefined ? {} : { ...distilProperties(properties, values, path), additionalProperties: false }),
    ...(items === undefined ? {} : { items: distilSchema(items, values.flat(), `${path}[]`) }),
    ...(additionalProperties === undefined || properties !== undefined ? {} : { additionalProperties }),
  };
}

const keptKeywords: readonly string[] = [
  "type",
  "enum",
  "required",
  "pattern",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minimum",
  "maximum",
  "anyOf",
  "x-kubernetes-int-or-string",
];

function distilProperties(
  properties: Readonly<Record<string, Schema>>,
  values: readonly unknown[],
  path: string,
): { readonly properties: Readonly<Record<string, Schema>> } {
  const objects = values.filter(
    (value): value is Record<string, unknown> => typeof value === "object" && value !== null,
  );
  const names = [...new Set(objects.flatMap((value) => Object.keys(value)))].sort();
  const entries = names.map((name): [string, Schema] => {
    const schema = properties[name];
    if (schema === undefined) {
      throw new Error(`${path}.${name}: not a field of the definition`);
    }
    return [
      name,
      distilSchema(
        schema,
        objects.flatMap((value) => (name in value ? [value[name]] : [])),
        `${path}.${name}`,
      ),
    ];
  });
  return { properties: Object.fromEntries(entries) };
}
