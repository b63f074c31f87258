import { parseAllDocuments } from "yaml";
import type { HelmValue, HelmValues } from "../../components/helm/values";
import { inParallel } from "../pins/in-parallel";
import type { StagedChart } from "./chart";
import type { Layered } from "./measure";
import { isMap } from "./objects";
import { nested } from "./probes";
import type { ValuePath } from "./value-paths";

const object = "apiVersion: v1\nkind: Injected\nmetadata:\n  name: injected";
/** The same key at every depth: one of them fits where the text ends up. */
const fields = [0, 2, 4, 6, 8, 10].map((depth) => `${" ".repeat(depth)}injected: true`).join("\n");

/** Texts that continue as another object or field if the chart inserts them as they are, or runs them as templates. */
const payloads = [`x\n---\n${object}\n---\n`, `x\n${fields}`].flatMap((text) => [
  text,
  `{{ ${JSON.stringify(text)} }}`,
  `{{ ${JSON.stringify(`'\n${text}\nrest: '`).replaceAll("'", "\\x27")} }}`,
]);

/** The places of a value where a text can be. */
const shapes: readonly ((text: string) => HelmValue)[] = [
  (text) => text,
  (text) => [text],
  (text) => [{ name: text }],
  (text) => [{ name: "x", below: [{ name: text }] }],
  (text) => ({ [text]: "x" }),
  (text) => ({ x: text }),
  (text) => ({ x: { [text]: "x" } }),
  (text) => ({ "x.yaml": { providers: [{ name: text, options: { path: text } }] } }),
  (text) => ({ x: { x: { json: text } } }),
];

interface Injection {
  readonly chart: Pick<StagedChart, "render">;
  readonly paths: readonly ValuePath[];
  readonly layered: Layered;
  readonly isAccepted: (values: HelmValues) => boolean;
  readonly atOnce: number;
}

/** The accepted values of which a text becomes an object or a field, as JSON. */
export async function injectedBy({
  chart,
  paths,
  layered,
  isAccepted,
  atOnce,
}: Injection): Promise<{ tried: number; found: string[] }> {
  const values = paths.flatMap(({ path }) =>
    shapes.flatMap((shape) => payloads.map((payload) => nested(path, shape(payload)))),
  );
  const accepted = values.filter(isAccepted);
  const found = await inParallel(accepted, atOnce, async (each) => {
    const rendered = await chart.render(layered(each));
    return rendered !== undefined && hasInjection(rendered) ? [JSON.stringify(each)] : [];
  });
  return { tried: accepted.length, found: found.flat() };
}

/** Whether a document is of the injected kind, or has an injected field. */
export function hasInjection(rendered: string): boolean {
  return (
    /injected/i.test(rendered) &&
    parseAllDocuments(rendered, { logLevel: "silent", uniqueKeys: false }).some((document) => hasKey(document.toJS()))
  );
}

function hasKey(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(hasKey);
  }
  return (
    isMap(value) &&
    (value.kind === "Injected" || Object.entries(value).some(([key, below]) => key === "injected" || hasKey(below)))
  );
}
