import type { PathDefect } from "../access";
import type { EdgeChoice } from "./args";

/**
 * What an edge does with a path that has no normal form.
 *
 * - `refused`: no client reaches the application.
 * - `resolved`: the edge may rewrite the path first. The rules then decide about the result, which the application receives.
 * - `unchecked`: the edge takes the character for a letter, and the rules decide about the path as sent.
 */
export type PathTreatment = "refused" | "resolved" | "unchecked";

type Treatments = Readonly<Record<PathDefect, PathTreatment>>;

const allRefused: Treatments = {
  relative: "refused",
  "raw-character": "refused",
  semicolon: "refused",
  backslash: "refused",
  "malformed-escape": "refused",
  "encoded-slash": "refused",
  "encoded-delimiter": "refused",
  "encoded-control": "refused",
  "above-root": "refused",
};

/** Go's HTTP server resolves `..` above the root to the root (`path.Clean`). */
const byTraefik: Treatments = { ...allRefused, "above-root": "resolved" };

const treatments: Readonly<Record<EdgeChoice["type"], Treatments>> = {
  traefik: byTraefik,
  "gateway-api-traefik": byTraefik,
  // Envoy reads `\` as a slash and `..;` as `..`. By default Envoy Gateway redirects encoded slashes to the decoded path.
  "envoy-gateway": {
    ...byTraefik,
    semicolon: "resolved",
    backslash: "resolved",
    "encoded-slash": "resolved",
  },
  // nginx decodes a path before it compares it, and a plain Ingress path can refuse no character.
  "ingress-nginx": {
    ...allRefused,
    semicolon: "unchecked",
    backslash: "unchecked",
    "encoded-control": "unchecked",
    "encoded-slash": "resolved",
    "encoded-delimiter": "resolved",
  },
};

/**
 * @param path without a normal form, as sent
 * @param defects why it has none
 */
export function treatmentOf(
  { type }: Pick<EdgeChoice, "type">,
  path: string,
  defects: readonly PathDefect[],
): PathTreatment {
  if (parentSegment.test(path)) {
    // It can remove the segment that has the defect.
    return "resolved";
  }
  const found = defects.map((defect) => treatments[type][defect]);
  return (["refused", "resolved"] as const).find((treatment) => found.includes(treatment)) ?? "unchecked";
}

/** `..` between separators of any spelling: an edge that decodes one resolves the other. */
const parentSegment = /(?:[/\\]|%2f|%5c)(?:\.|%2e){2}(?:[/\\]|;|%2f|%5c|$)/i;
