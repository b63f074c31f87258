import { projectName } from "../schema";
import { describeDefault, type SettingSchema, settingsSchema } from "./json-schema";

/** The reference of every setting, as the Markdown between the markers of `docs/configuration.md`. */
export function settingsReference(): string {
  const { properties = {}, required = [] } = settingsSchema();
  return Object.entries(properties)
    .map(([name, schema]) => section(name, schema, required.includes(name)))
    .join("\n\n");
}

function section(name: string, schema: SettingSchema, isRequired: boolean): string {
  const heading = `### \`${projectName}:${name}\`${isRequired ? " (required)" : ""}`;
  const rows = fieldRows("", schema);
  const table = ["| Key | Form | Default | Meaning |", "| --- | --- | --- | --- |", ...rows];
  return [heading, "", describeDefault(schema), ...(rows.length === 0 ? [] : ["", ...table])].join("\n");
}

function fieldRows(prefix: string, schema: SettingSchema): string[] {
  const entries = Object.entries(schema.properties ?? {});
  return entries.flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const isRequired = schema.required?.includes(name) === true;
    return [row(path, field, isRequired), ...nestedRows(path, field)];
  });
}

function nestedRows(path: string, field: SettingSchema): string[] {
  if (field.writeOnly === true) {
    return [];
  }
  return field.type === "array" && field.items !== undefined
    ? fieldRows(`${path}[].`, field.items)
    : fieldRows(`${path}.`, field);
}

function row(path: string, field: SettingSchema, isRequired: boolean): string {
  const cells = [`\`${path}\``, form(field), isRequired ? "required" : defaultOf(field), field.description ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function form(field: SettingSchema): string {
  if (field.writeOnly === true) {
    return "encrypted text";
  }
  if (field.enum !== undefined) {
    return field.enum.map(code).join(" or ");
  }
  if (field.type === "array") {
    return field.items === undefined ? "list" : `list: ${form(field.items)}`;
  }
  const [example] = field.examples ?? [];
  const shown = typeof example === "string" && !example.includes("\n") ? `, e.g. ${code(example)}` : "";
  return `${words[field.type ?? ""] ?? "any"}${shown}`;
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  object: "block",
  integer: "number",
  boolean: "`true` or `false`",
};

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : jsonOf(value)}\``;
}

function defaultOf({ default: value, defaultText }: SettingSchema): string {
  return value === undefined ? (defaultText ?? "") : code(value);
}

/** JSON with a space after each comma, as in a stack's file. */
function jsonOf(value: unknown): string | undefined {
  return Array.isArray(value) ? `[${value.map(jsonOf).join(", ")}]` : JSON.stringify(value);
}
