import { z } from "zod";

type Schema = z.core.$ZodType;
export type FieldNotes = Readonly<Record<string, unknown>>;

/** Paths of the settings whose notes (`.meta()`) satisfy a condition, through blocks but not through lists. */
export function fieldPaths(schema: Schema, has: (notes: FieldNotes) => boolean): (readonly string[])[] {
  const field = required(schema);
  return field instanceof z.ZodObject
    ? Object.entries<Schema>(field.shape).flatMap(([key, inner]) =>
        fieldPaths(inner, has).map((path) => [key, ...path]),
      )
    : has(z.globalRegistry.get(field) ?? {})
      ? [[]]
      : [];
}

/** The field that a path leads to, or `undefined` where the schema has none. */
export function fieldAt(schema: Schema, path: readonly PropertyKey[]): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (field, key) => (field === undefined ? undefined : fieldIn(field, key)),
    required(schema),
  );
}

function fieldIn(field: Schema, key: PropertyKey): Schema | undefined {
  const inner = innerField(field, key);
  return inner === undefined ? undefined : required(inner);
}

function innerField(field: Schema, key: PropertyKey): Schema | undefined {
  if (field instanceof z.ZodObject) {
    return (field.shape as Readonly<Record<PropertyKey, Schema>>)[key];
  }
  if (field instanceof z.ZodArray) {
    return field.element;
  }
  return field instanceof z.ZodRecord ? field.valueType : undefined;
}

/** The field itself, when its value is optional. */
function required(schema: Schema): Schema {
  return schema instanceof z.ZodOptional ? required(schema.unwrap()) : schema;
}
