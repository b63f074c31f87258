import type { z } from "zod";
import { defaultRotation } from "../../components/validation/rotation";
import { text } from "../fields/texts";

/**
 * The rotation trigger of a secret.
 * @param effect of another value, as a sentence
 */
export function rotation(effect: string): z.ZodString {
  return text("2026-01").meta({ description: `Rotation trigger: any string. ${effect}`, default: defaultRotation });
}
