import { providerSettingNames } from "../../../config/schema";
import type { Docstring } from "./docstrings";
import type { ReferenceRow } from "./reference";
import type { Setting } from "./settings";

/** Settings that are arguments of the component; the others are those of the program's providers. */
export function componentSettings(settings: readonly Setting[]): readonly Setting[] {
  return settings.filter(({ path }) => !providerSettingNames.includes(path.split(".")[0] ?? ""));
}

/** Where the docstrings of the component's arguments say something else than the schema. */
export function docstringDisagreements(
  settings: readonly Setting[],
  docstrings: ReadonlyMap<string, Docstring>,
): string[] {
  const ours = componentSettings(settings);
  const known = new Set(ours.map(({ path }) => path));
  return [
    ...[...docstrings.keys()].filter((path) => !known.has(path)).map((path) => `${path}: no setting of the schema`),
    ...ours.flatMap((setting) => {
      const docstring = docstrings.get(setting.path);
      return docstring === undefined ? [`${setting.path}: no argument`] : differences(setting, docstring);
    }),
  ];
}

function differences({ path, schema, isRequired, isVariant }: Setting, docstring: Docstring): string[] {
  const requirement = (required: boolean): string => (required ? "required" : "optional");
  const tag = schema.defaultText === undefined ? jsonOf(schema.default) : `- ${schema.defaultText}`;
  return [
    ...compared(path, "", requirement(isRequired), requirement(docstring.isRequired)),
    // Without a variant it is another one that is chosen: the docstring of the choice says which.
    ...(isVariant ? [] : compared(path, "@default ", tag, docstring.defaultTag)),
    ...boundsIn(docstring.text).flatMap((bounds) => compared(path, "bounds ", boundsOf(schema), bounds)),
    ...boundsIn(schema.description ?? "").flatMap((bounds) => compared(path, "bounds ", boundsOf(schema), bounds)),
  ];
}

/** Where the tables of the reference say something else than the schema. */
export function referenceDisagreements(
  settings: readonly Setting[],
  rows: ReadonlyMap<string, ReferenceRow>,
): string[] {
  return settings.flatMap(({ path, schema, isRequired }) => {
    const row = rows.get(path);
    const defaultCell = isRequired ? "required" : cellOf(schema.default, schema.defaultText);
    return row === undefined
      ? [`${path}: not in the reference`]
      : [
          ...compared(path, "default ", defaultCell, row.defaultCell),
          ...compared(path, "meaning ", schema.description, row.meaning),
        ];
  });
}

function cellOf(value: unknown, phrase = ""): string {
  return value === undefined ? phrase : `\`${typeof value === "string" ? value : (jsonOf(value) ?? "")}\``;
}

/** As a docstring writes it. */
function jsonOf(value: unknown): string | undefined {
  return Array.isArray(value) ? `[${value.map(jsonOf).join(", ")}]` : JSON.stringify(value);
}

/** "60 to 3600", wherever a text says so. */
function boundsIn(text: string): string[] {
  return [...text.matchAll(/\b(\d+) to (\d+)\b/g)].map(([bounds]) => bounds);
}

function boundsOf({ minimum, maximum }: Setting["schema"]): string {
  return `${minimum ?? "?"} to ${maximum ?? "?"}`;
}

function compared(path: string, what: string, schema: string | undefined, other: string | undefined): string[] {
  return schema === other ? [] : [`${path}: ${what}${schema ?? "none"} in the schema, ${other ?? "none"} elsewhere`];
}
