import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import * as api from "../../components";
import { apiReportFile } from "../../scripts/api/report";

const components = Object.entries(api)
  .filter(([, value]) => typeof value === "function" && value.prototype instanceof ComponentResource)
  .map(([name]) => name)
  .sort();

/** Blocks whose presence is the whole choice. */
const withoutSettings = ["CookieSessionsArgs", "GatewayImplementationArgs"];

/** As Pulumi derives a package's schema for other languages; throws at the first type that it cannot express. */
function analyze(): ReturnType<Analyzer["analyze"]> {
  const folder = join(__dirname, "analyzer");
  return new Analyzer(
    folder,
    "monitoring-sso",
    { main: "../../../components/index.ts" },
    new Set(components),
  ).analyze();
}

describe("the components, as Pulumi describes them to other languages", () => {
  const schema = analyze();

  it("are all accepted by Pulumi's analyzer", () => {
    expect(Object.keys(schema.components).sort()).toEqual(components);
  });

  // The analyzer derives an empty type from an interface with an index signature, and loses its values.
  it("have types with properties, except those that have no settings", () => {
    const empty = Object.values(schema.typeDefinitions).filter(
      ({ properties, enum: members }) => members === undefined && Object.keys(properties ?? {}).length === 0,
    );
    expect(empty.map(({ name }) => name).filter((name) => !withoutSettings.includes(name))).toEqual([]);
  });

  // It turns any other class, such as `pulumi.Resource`, into a type of that name.
  it("have no types but those that the package exports", () => {
    const report = readFileSync(join(__dirname, "../..", apiReportFile), "utf8");
    const exported = [...report.matchAll(/^(?:const|enum|interface|type) (\w+)/gm)].map(([, name]) => name);
    expect(Object.keys(schema.typeDefinitions).filter((name) => !exported.includes(name))).toEqual([]);
  });
});
