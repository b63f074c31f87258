import type { ValueLeaf } from "../../helm/values";
import type { RefusedClass } from "./classes";

/** A value that is harmless in some forms only. */
export interface ValueForm {
  readonly paths: readonly string[];
  /** Class of every other form. */
  readonly valueClass: RefusedClass;
  /** What is allowed, as a noun. */
  readonly expected: string;
  readonly accepts: (leaf: ValueLeaf) => boolean;
}
