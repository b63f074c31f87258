import type { z } from "zod";
import { block } from "../fields/block";
import { objectName, quantity } from "../fields/formats";

type Storage = z.ZodObject<
  { size: ReturnType<typeof quantity>; storageClassName: z.ZodOptional<ReturnType<typeof objectName>> },
  z.core.$strict
>;

/** Volumes of a size and a storage class. */
export function storage(example: string, size: string): Storage {
  return block({
    size: quantity(example).meta({ description: size }),
    storageClassName: objectName("fast")
      .meta({ description: "Storage class.", defaultText: "the cluster's default class" })
      .optional(),
  });
}
