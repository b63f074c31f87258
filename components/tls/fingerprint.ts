import { createHash } from "node:crypto";

/** Short text that changes with a public certificate. A pod carries it in an annotation, so that a new one restarts it. */
export function fingerprint(pem: string): string {
  return createHash("sha256").update(pem).digest("hex").slice(0, 16);
}
