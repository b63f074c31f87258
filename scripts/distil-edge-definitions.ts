/**
 * Distils what the contract tests need from the custom resource definitions of the edges.
 *
 *     npx tsx scripts/distil-edge-definitions.ts <Go module cache>
 *
 * The cache contains the modules that `sandbox/toolchain` pins; building the sandbox fills `~/.cache/monitoring-sso/go/mod`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { parse } from "yaml";
import {
  type DefinitionFacts,
  definitionFactsFile,
  type DefinitionSource,
  definitionSources,
  distilSchema,
  everyEdgeObject,
  pinnedVersion,
  type Schema,
} from "../test/contracts/support/edge-definitions";

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: Schema } } };
    }[];
  };
}

function factsOf(kind: string, source: DefinitionSource, cache: string): DefinitionFacts {
  const version = pinnedVersion(source);
  const file = join(cache, `${source.goModule}@${version}`, source.file);
  const { spec } = parse(readFileSync(file, "utf8")) as Definition;
  const objects = everyEdgeObject().filter((object) => object.kind === kind);
  const apiVersion = objects[0]?.apiVersion ?? "";
  const served = spec.versions.find(({ name }) => `${spec.group}/${name}` === apiVersion);
  if (served === undefined) {
    throw new Error(`${file} does not define ${apiVersion}`);
  }
  const schema = served.schema.openAPIV3Schema.properties.spec;
  const specs = objects.map((object) => object.spec);
  return { goModule: source.goModule, version, apiVersion, spec: distilSchema(schema, specs, `${kind}.spec`) };
}

async function main(cache: string | undefined): Promise<void> {
  if (cache === undefined) {
    throw new Error("usage: tsx scripts/distil-edge-definitions.ts <Go module cache>");
  }
  const facts = Object.entries(definitionSources).map(([kind, source]) => [kind, factsOf(kind, source, cache)]);
  const json = JSON.stringify(Object.fromEntries(facts));
  writeFileSync(definitionFactsFile, await format(json, { parser: "json", printWidth: 120 }));
}

void main(process.argv[2]);
