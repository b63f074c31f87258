import { type SettingSchema, settingsSchema } from "../../config/generated/json-schema";

/** One place of a stack's file that can hold a value. */
export interface ValuePlace {
  /** The setting that contains it: `access`. */
  readonly setting: string;
  /** As `pulumi config set --path` names it: `access.applications[0].name`. */
  readonly path: string;
}

/**
 * Every place that can hold a value, according to the schema: the first entry stands for those of a list, and one key for
 * those of an open block, such as labels and Helm values.
 */
export function valuePlaces(): ValuePlace[] {
  return Object.entries(settingsSchema().properties ?? {}).flatMap(([setting, schema]) =>
    pathsIn(schema, setting).map((path) => ({ setting, path })),
  );
}

function pathsIn({ properties, items, additionalProperties }: SettingSchema, path: string): string[] {
  if (items !== undefined) {
    return pathsIn(items, `${path}[0]`);
  }
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([key, schema]) => pathsIn(schema, `${path}.${key}`));
  }
  return insideOpenBlock(additionalProperties).map((inside) => path + inside);
}

/** Labels are texts. In Helm values, a value can also be deep inside, or in a list. */
function insideOpenBlock(additionalProperties: SettingSchema["additionalProperties"]): readonly string[] {
  if (additionalProperties === undefined || additionalProperties === false) {
    return [""];
  }
  const holdsTextsOnly = additionalProperties !== true && additionalProperties.type === "string";
  return holdsTextsOnly ? [".app"] : [".app", ".alertmanager.config.global.slack_api_url", ".list[0].name"];
}

/** The setting with nothing but this value in it. */
export function settingWithValue({ setting, path }: ValuePlace, value: unknown): unknown {
  const keys = path.slice(setting.length).match(/[^.[\]]+/g) ?? [];
  return keys.reduceRight<unknown>((inner, key) => (key === "0" ? [inner] : { [key]: inner }), value);
}
