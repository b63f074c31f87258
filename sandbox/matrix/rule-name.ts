import type { AccessRule } from "../../components/access/index.js";

/** A short form of a rule, for the rows of the table. */
export function ruleName({ paths, methods, require }: AccessRule): string {
  const [first = ""] = paths;
  const more = paths.length > 1 ? ` +${paths.length - 1}` : "";
  return `${methods?.join(" ") ?? "any"} ${first}${more} -> ${require === "deny" ? "deny" : require.role}`;
}
