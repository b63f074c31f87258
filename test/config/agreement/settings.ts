import { type SettingSchema, settingsSchema } from "../../../config/generated/json-schema";

/** One setting of a stack's file, a block as well as what is inside. */
export interface Setting {
  /** `access.applications[].name`. */
  readonly path: string;
  readonly schema: SettingSchema;
  readonly isRequired: boolean;
  /** One of the blocks of a choice. */
  readonly isVariant: boolean;
}

/** Every setting of the configuration's schema, through blocks and lists. */
export function everySetting(): Setting[] {
  return settingsIn(settingsSchema(), "");
}

function settingsIn(block: SettingSchema | undefined, prefix: string): Setting[] {
  return Object.entries(block?.properties ?? {}).flatMap(([key, schema]) => {
    const path = `${prefix}${key}`;
    const isRequired = block?.required?.includes(key) === true;
    const setting = { path, schema, isRequired, isVariant: variantsOf(block ?? {}).includes(key) };
    return [setting, ...settingsIn(schema, `${path}.`), ...settingsIn(schema.items, `${path}[].`)];
  });
}

/** Keys of which a block has one at most. */
export function variantsOf({ properties = {}, maxProperties, oneOf = [], not }: SettingSchema): readonly string[] {
  return maxProperties === 1
    ? Object.keys(properties)
    : [...oneOf, ...(not === undefined ? [] : [not])].flatMap(({ required = [] }) => required);
}

/** The settings with one of them changed, as if somebody had changed the schema alone. */
export function withChange(
  settings: readonly Setting[],
  path: string,
  change: Partial<SettingSchema> | { readonly isRequired: boolean },
): Setting[] {
  return settings.map((setting) => {
    if (setting.path !== path) {
      return setting;
    }
    return "isRequired" in change
      ? { ...setting, ...change }
      : { ...setting, schema: { ...setting.schema, ...change } };
  });
}
