/** A value as a Helm chart takes it. */
export type HelmValue = string | number | boolean | null | readonly HelmValue[] | HelmValues;
export interface HelmValues {
  readonly [key: string]: HelmValue;
}

/**
 * Chart values as a user writes them. Not `HelmValues`: Pulumi's component analyzer gives languages without unions an empty
 * object for it.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the analyzer accepts no other type for open JSON
export type HelmValuesArgs = Record<string, any>;

/**
 * Merges layers of chart values; later layers win. Maps are merged key by key. Everything else, including lists and `null`,
 * is replaced as a whole, as in Helm.
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

/** One leaf of a tree of values. */
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

/** The value at a path, or `undefined`. */
export function valueAt(values: HelmValues, path: readonly string[]): HelmValue | undefined {
  return path.reduce<HelmValue | undefined>((value, key) => (isValues(value) ? value[key] : undefined), values);
}

function isValues(value: HelmValue | undefined): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
