import { type HelmValue, type HelmValues, mergeValues } from "../../components/helm/values";
import { inParallel } from "../pins/in-parallel";
import type { StagedChart } from "./chart";
import { effectsBetween } from "./effects";
import { nested, probesOf } from "./probes";
import type { ValuePath } from "./value-paths";

/** Layers the stack's own values below and above those of a probe. */
export type Layered = (values: HelmValues) => HelmValues;

export interface Measurement {
  readonly chart: Pick<StagedChart, "render">;
  /** Values that a user can set. */
  readonly paths: readonly ValuePath[];
  readonly layered: Layered;
  readonly release: string;
  readonly isHarmless: (effect: string) => boolean;
  readonly atOnce: number;
  readonly report: (line: string) => void;
}

export interface Measured {
  /** Every harmless effect of a value. */
  readonly effects: readonly string[];
  /** The effects of each value that has one that is not harmless. */
  readonly dangerous: Readonly<Record<string, readonly string[]>>;
  /** Values of which the chart rejects every probe. */
  readonly rejected: readonly string[];
}

interface Context {
  readonly values: HelmValues;
  readonly part?: "rules";
  readonly baseline: string;
  /** Effects of rendering twice: random values. */
  readonly noise: readonly string[];
}

/** Values that are measured together: few enough that hardly one hides the effect of another. */
const groupSize = 20;

/**
 * Renders probes of every value, over the stack's values and with every switch on that a user can set. Values are measured
 * in groups, and a group is halved while the chart rejects it or it has an effect that is not harmless.
 */
export async function measureEffects(measurement: Measurement): Promise<Measured> {
  const { paths, atOnce, report } = measurement;
  const on = await switchesOn(measurement);
  const other = [await contextOf(on, measurement), await contextOf({}, measurement)];
  const rules = [await contextOf(on, measurement, "rules")];
  const groups = [
    ...grouped(paths.filter((path) => !isOfRules(path))).map((group) => ({ group, contexts: other })),
    ...grouped(paths.filter(isOfRules)).map((group) => ({ group, contexts: rules })),
  ];
  let done = 0;
  const results = await inParallel(groups, atOnce, async ({ group, contexts }) => {
    const results = await measureGroup(group, contexts, measurement);
    done += 1;
    report(`${done}/${groups.length} groups of values`);
    return results;
  });
  return combine(results.flat());
}

interface GroupResult {
  readonly group: readonly ValuePath[];
  /** `undefined`: the chart rejects every probe. */
  readonly effects: readonly string[] | undefined;
  readonly isDangerous: boolean;
}

async function measureGroup(
  group: readonly ValuePath[],
  contexts: readonly Context[],
  measurement: Measurement,
): Promise<GroupResult[]> {
  const effects = await effectsOf(group, contexts, measurement);
  const isDangerous = effects?.some((effect) => !measurement.isHarmless(effect)) ?? false;
  if (group.length === 1 || (effects !== undefined && !isDangerous)) {
    return [{ group, effects, isDangerous }];
  }
  const middle = Math.ceil(group.length / 2);
  const halves = [group.slice(0, middle), group.slice(middle)];
  const results: GroupResult[] = [];
  for (const half of halves) {
    results.push(...(await measureGroup(half, contexts, measurement)));
  }
  return results;
}

function combine(results: readonly GroupResult[]): Measured {
  const safe = results.filter(({ isDangerous }) => !isDangerous);
  const effects = new Set(safe.flatMap((result) => result.effects ?? []));
  const named = ({ group: [path] }: GroupResult): string => (path === undefined ? "" : nameOf(path));
  return {
    effects: [...effects].sort(),
    dangerous: Object.fromEntries(
      results.filter(({ isDangerous }) => isDangerous).map((result) => [named(result), result.effects ?? []]),
    ),
    rejected: results.filter((result) => result.effects === undefined).map(named),
  };
}

/** Neighbours are in different groups, because they are more likely to hide each other's effects. */
function grouped(paths: readonly ValuePath[]): ValuePath[][] {
  const count = Math.ceil(paths.length / groupSize);
  return Array.from({ length: count }, (_each, group) => paths.filter((_path, index) => index % count === group));
}

/** Values that only the templates of the rules read. */
function isOfRules({ path: [first] }: ValuePath): boolean {
  return first === "defaultRules" || first === "customRules";
}

/** Dots within a key are escaped; `*` stands for keys that the chart does not declare. */
export function nameOf(path: ValuePath): string {
  return classPath(path)
    .map((key) => key.replaceAll(".", "\\."))
    .join(".");
}

/** The path as the classes see it: keys of a map are unknown. */
export function classPath({ path, value }: ValuePath): readonly string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? [...path, "*"] : path;
}

/** The effects, or `undefined` if the chart rejects one set of probes of a group, or every probe of a single value. */
async function effectsOf(
  group: readonly ValuePath[],
  contexts: readonly Context[],
  { chart, layered, release }: Measurement,
): Promise<string[] | undefined> {
  const effects = new Set<string>();
  let rendered = 0;
  for (const { values, part, baseline, noise } of contexts) {
    for (const candidates of probeSets(group)) {
      const text = await firstAccepted(candidates, (probes) =>
        chart.render(layered(mergeValues(values, ...probes)), part),
      );
      if (text === undefined && group.length > 1) {
        return undefined;
      }
      rendered += text === undefined ? 0 : 1;
      effectsBetween(baseline, text ?? baseline, release)
        .filter((effect) => !noise.includes(effect))
        .forEach((effect) => effects.add(effect));
    }
  }
  return rendered === 0 ? undefined : [...effects].sort();
}

/** Sets of probes that are rendered together, each with alternatives. */
function probeSets(group: readonly ValuePath[]): HelmValues[][][] {
  const probes = group.map((each) => ({ path: each.path, sets: probesOf(each) }));
  const count = Math.max(0, ...probes.map(({ sets }) => sets.length));
  return Array.from({ length: count }, (_each, set) =>
    [0, 1].map((alternative) =>
      probes.flatMap(({ path, sets }) => {
        const values: readonly HelmValue[] = sets[Math.min(set, sets.length - 1)] ?? [];
        const value = values[Math.min(alternative, values.length - 1)];
        return value === undefined ? [] : [nested(path, value)];
      }),
    ),
  );
}

async function firstAccepted<Candidate>(
  candidates: readonly Candidate[],
  render: (candidate: Candidate) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const rendered = await render(candidate);
    if (rendered !== undefined) {
      return rendered;
    }
  }
  return undefined;
}

async function contextOf(
  values: HelmValues,
  { chart, layered, release }: Measurement,
  part?: "rules",
): Promise<Context> {
  const baseline = await chart.render(layered(values), part);
  const again = await chart.render(layered(values), part);
  if (baseline === undefined || again === undefined) {
    throw new Error("the chart rejects the values of this stack");
  }
  return {
    values,
    ...(part === undefined ? {} : { part }),
    baseline,
    noise: effectsBetween(baseline, again, release),
  };
}

/** The switches that a user can set and that can be on together, because values can have no effect while one is off. */
async function switchesOn({ chart, paths, layered, report }: Measurement): Promise<HelmValues> {
  const switches = paths.filter(({ path, value }) => value === false && /enabled$|^create$/i.test(path.at(-1) ?? ""));
  report(`${switches.length} switches`);
  return accepted(
    switches.map(({ path }) => nested(path, true)),
    {},
    (values) => chart.render(layered(values), "rules"),
  );
}

/** Adds as many values as the chart accepts together. */
async function accepted(
  values: readonly HelmValues[],
  base: HelmValues,
  render: (values: HelmValues) => Promise<string | undefined>,
): Promise<HelmValues> {
  const all = mergeValues(base, ...values);
  if (values.length === 0 || (await render(all)) !== undefined) {
    return all;
  }
  if (values.length === 1) {
    return base;
  }
  const middle = Math.ceil(values.length / 2);
  return accepted(values.slice(middle), await accepted(values.slice(0, middle), base, render), render);
}
