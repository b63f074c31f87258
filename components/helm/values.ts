/** A value as a Helm chart takes it. */
export type HelmValue = string | number | boolean | null | readonly HelmValue[] | HelmValues;
export interface HelmValues {
  readonly [key: string]: HelmValue;
}

/**
 * Layers of chart values, the later over the earlier: maps are merged key by key, everything else (lists and `null`
 * too, as in Helm) is replaced as a whole.
 */
export function mergeValues(...layers: readonly HelmValues[]): HelmValues {
  return layers.reduce<HelmValues>(mergeTwo, {});
}

function mergeTwo(lower: HelmValues, upper: HelmValues): HelmValues {
  const merged: Record<string, HelmValue> = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    const below = merged[key];
    merged[key] = isValues(below) && isValues(value) ? mergeTwo(below, value) : value;
  }
  return merged;
}

/** One leaf of a tree of values: where it is, and what it says. */
export interface ValueLeaf {
  /** Keys from the root; a key can hold dots (`grafana.ini`), which is why this is a list. */
  readonly path: readonly string[];
  readonly value: HelmValue;
}

/** Every leaf of a tree of values; lists and empty maps are leaves. */
export function valueLeaves(values: HelmValues, path: readonly string[] = []): ValueLeaf[] {
  return Object.entries(values).flatMap(([key, value]) =>
    isValues(value) && Object.keys(value).length > 0
      ? valueLeaves(value, [...path, key])
      : [{ path: [...path, key], value }],
  );
}

/** The value at a path; `undefined` where the tree says nothing. */
export function valueAt(values: HelmValues, path: readonly string[]): HelmValue | undefined {
  return path.reduce<HelmValue | undefined>((value, key) => (isValues(value) ? value[key] : undefined), values);
}

function isValues(value: HelmValue | undefined): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
