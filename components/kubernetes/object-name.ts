import { createHash } from "node:crypto";

/** The length of a DNS label: the strictest limit any object's name is under. */
const maximumLength = 63;
const label = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * A name for a Kubernetes object, the parts joined by dashes. Different parts never give one name, not even after Traefik
 * has turned every other character into a dash: two roles that shared a Middleware would share their rights. So whenever
 * joining alone could be ambiguous or too long, a hash of the parts ends the name.
 */
export function objectName(...parts: readonly string[]): string {
  const joined = parts.join("-");
  const unambiguous = label.test(joined) && parts.slice(0, -1).every((part) => !part.includes("-"));
  if (unambiguous && joined.length <= maximumLength) {
    return joined;
  }
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
  const readable = joined
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maximumLength - hash.length - 1)
    .replace(/^-|-$/g, "");
  return `${readable}-${hash}`;
}
