import type { ValueLeaf } from "../../helm/values";
import type { RefusedClass, ValueClass } from "./classes";
import { formOf } from "./forms";
import { harmlessDefaults, harmlessExceptions, harmlessPaths } from "./harmless";
import { matchesPath, type PathPattern, pathPattern } from "./pattern";
import { refusedPaths } from "./refused";

interface ClassRule {
  readonly valueClass: ValueClass;
  readonly pattern: PathPattern;
}

function rules(valueClass: ValueClass, patterns: readonly string[]): ClassRule[] {
  return patterns.map((text) => ({ valueClass, pattern: pathPattern(text) }));
}

/** The first rule that matches decides. */
const table: readonly ClassRule[] = [
  ...rules("harmless", harmlessExceptions),
  ...(Object.keys(refusedPaths) as RefusedClass[]).flatMap((valueClass) => rules(valueClass, refusedPaths[valueClass])),
  ...rules("harmless", harmlessPaths),
];

/**
 * The class of a value of kube-prometheus-stack, or `undefined`: a value that nobody has judged is refused. Where the form of
 * the value decides, the class of the refused forms.
 */
export function classify(path: readonly string[]): ValueClass | undefined {
  return formOf(path)?.valueClass ?? table.find(({ pattern }) => matchesPath(pattern, path))?.valueClass;
}

const defaults = harmlessDefaults.map(([text, value]) => ({ pattern: pathPattern(text), value }));

/** Whether the value repeats a default of the chart. */
export function isChartDefault({ path, value }: ValueLeaf): boolean {
  return defaults.some((entry) => entry.value === value && matchesPath(entry.pattern, path));
}
