import { z } from "zod";

export type FieldNotes = Readonly<Record<string, unknown>>;

/** Paths of the settings whose notes (`.meta()`) satisfy a condition, through blocks but not through lists. */
export function fieldPaths(schema: z.core.$ZodType, has: (notes: FieldNotes) => boolean): (readonly string[])[] {
  if (schema instanceof z.ZodOptional) {
    return fieldPaths(schema.unwrap(), has);
  }
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries<z.core.$ZodType>(schema.shape);
    return fields.flatMap(([key, field]) => fieldPaths(field, has).map((path) => [key, ...path]));
  }
  return has(z.globalRegistry.get(schema) ?? {}) ? [[]] : [];
}
