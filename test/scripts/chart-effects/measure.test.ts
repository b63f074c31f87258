import type { HelmValues } from "../../../components/helm/values";
import { measureEffects } from "../../../scripts/chart-effects/measure";
import type { ValuePath } from "../../../scripts/chart-effects/value-paths";

const fields = Array.from({ length: 45 }, (_each, index) => `field${index}`);
const paths: ValuePath[] = [
  ...fields.map((field) => ({ path: [field], value: "" })),
  { path: ["ingress", "enabled"], value: false },
  { path: ["ingress", "host"], value: "" },
  { path: ["volume", "enabled"], value: false },
  { path: ["volume", "path"], value: "" },
  { path: ["picky"], value: "" },
  { path: ["inert"], value: [] },
];

/** A chart as a function. */
function render(values: HelmValues): Promise<string | undefined> {
  const { picky = "", ingress, volume } = values as Record<string, Record<string, string>> & { picky?: string };
  if (picky !== "") {
    return Promise.resolve(undefined);
  }
  const spec = fields.map((field) => `  ${field}: ${JSON.stringify(values[field] ?? "")}\n`).join("");
  const path = volume?.enabled ? `  path: ${JSON.stringify(volume.path ?? "")}\n` : "";
  const route = ingress?.enabled
    ? `---\nkind: Ingress\nmetadata: { name: x }\nhost: ${JSON.stringify(ingress.host)}\n`
    : "";
  return Promise.resolve(
    `---\nkind: Pod\nmetadata: { name: x }\nrandom: ${Math.random()}\nspec:\n${spec}${path}${route}`,
  );
}

const measured = measureEffects({
  chart: { render },
  paths,
  layered: (values) => values,
  release: "stack",
  isHarmless: (effect) => /^Pod\/x spec\.field/.test(effect),
  atOnce: 3,
  report: () => undefined,
});

describe("measureEffects", () => {
  it("finds the effects of every value", async () => {
    const { effects } = await measured;
    expect(effects).toEqual(fields.map((field) => `Pod/x spec.${field}`).sort());
  });

  it("names each value with an effect that is not harmless, also behind a switch", async () => {
    const { dangerous } = await measured;
    expect(Object.keys(dangerous).sort()).toEqual(["ingress.enabled", "ingress.host", "volume.enabled", "volume.path"]);
    expect(dangerous["ingress.enabled"]).toContain("+ Ingress/x");
    expect(dangerous["ingress.host"]).toEqual(["Ingress/x host"]);
    expect(dangerous["volume.path"]).toEqual(["Pod/x spec.path"]);
  });

  it("names the values of which no probe is accepted", async () => {
    expect((await measured).rejected).toEqual(["picky"]);
  });
});
