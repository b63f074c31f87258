import type { AccessRule, Application } from "./application";

/** A rule as problems name it: `alertmanager: POST /api/v2/silences needs alertmanager-editor`. */
export function describeRule(
  { name }: Pick<Application, "name">,
  { paths, methods = [], require }: AccessRule,
): string {
  const requests = [...(methods.length === 0 ? [] : [methods.join(", ")]), paths.join(", ")].join(" ");
  return `${name}: ${requests} ${require === "deny" ? "is denied" : `needs ${require.role}`}`;
}
