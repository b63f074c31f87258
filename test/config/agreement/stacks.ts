import type { MonitoringSsoArgs } from "../../../components/stack/args";
import { type SettingSchema, settingsSchema } from "../../../config/generated/json-schema";
import { goodSettings } from "../../../testing/stacks/bad-stacks";
import { variantsOf } from "./settings";

/** Stacks in which a setting can be tried: some settings go with one of them only. */
export const baseStacks: readonly MonitoringSsoArgs[] = [
  goodSettings,
  { ...goodSettings, keycloak: { ...goodSettings.keycloak, realm: { name: "homelab", create: true } } },
  { ...goodSettings, access: { profile: "single-role" } },
  { ...goodSettings, access: { profile: "single-role" }, proxy: { ...goodSettings.proxy, mode: "reverse-proxy" } },
];

const everything = settingsSchema();

/**
 * The stack with one setting of a value. Blocks around it get what they require, and lose the variants that exclude it.
 * @param path of the setting, such as `access.applications[].name`: the first entry of a list
 */
export function stackWith(base: MonitoringSsoArgs, path: string, value: unknown): MonitoringSsoArgs {
  return changed(everything, base, keysOf(path), value) as MonitoringSsoArgs;
}

/** The path of a setting as a problem names it. */
export function keyOf(path: string): string {
  return path.replaceAll("[]", "[0]");
}

/** The keys that lead to a setting; `[]` is the first entry of a list. */
export function keysOf(path: string): string[] {
  return path.split(/\.|(?=\[\])/);
}

function changed(schema: SettingSchema, present: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  if (key === "[]") {
    const [first = sampleOf(schema.items ?? {}), ...more] = Array.isArray(present) ? (present as unknown[]) : [];
    return [changed(schema.items ?? {}, first, rest, value), ...more];
  }
  const block = (present ?? sampleOf(schema)) as Readonly<Record<string, unknown>>;
  return {
    ...withoutExcluded(schema, block, key),
    [key]: changed(schema.properties?.[key] ?? {}, block[key], rest, value),
  };
}

/** A choice with the chosen block only. */
function withoutExcluded(schema: SettingSchema, block: object, key: string): object {
  const variants = variantsOf(schema);
  const excluded = variants.includes(key) ? variants : [];
  return Object.fromEntries(Object.entries(block).filter(([other]) => !excluded.includes(other)));
}

/** A small value that the schema accepts. */
export function sampleOf(schema: SettingSchema): unknown {
  const { type, items, enum: words, examples, default: fallback, minimum } = schema;
  if (schema.writeOnly === true) {
    return "decrypted";
  }
  const [scalar] = [fallback, ...(examples ?? []), ...(words ?? []), minimum].filter((value) => value !== undefined);
  if (scalar !== undefined) {
    return scalar;
  }
  if (type === "array") {
    return [sampleOf(items ?? {})];
  }
  return type === "boolean" ? true : sampleBlock(schema);
}

function sampleBlock({
  properties = {},
  required = [],
  oneOf,
  minProperties = 0,
  additionalProperties,
}: SettingSchema): object {
  if (typeof additionalProperties === "object") {
    return { app: "sample" };
  }
  const [variant] = minProperties > 0 ? Object.keys(properties) : (oneOf?.[0]?.required ?? []);
  const keys = [...required, ...(variant === undefined ? [] : [variant])];
  return Object.fromEntries(keys.map((key) => [key, sampleOf(properties[key] ?? {})]));
}
