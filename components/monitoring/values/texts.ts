import type { HelmValue } from "../../helm/values";

/** Every text in a value, keys of maps too. */
export function textsOf(value: HelmValue): string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Array.isArray(value)
    ? value.flatMap((item: HelmValue) => textsOf(item))
    : Object.entries(value).flatMap(([key, below]) => [key, ...textsOf(below)]);
}
