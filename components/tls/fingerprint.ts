import { createHash } from "node:crypto";

/** Short text that changes with a public certificate: what a pod's annotation carries so that it restarts. */
export function fingerprint(pem: string): string {
  return createHash("sha256").update(pem).digest("hex").slice(0, 16);
}
