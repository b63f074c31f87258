import { type AccessProfile, type Application } from "../../components/access";
import type { Stack } from "./stack-file";

/** Where a rule is written. */
export type RuleOrigin =
  | { readonly type: "built-in"; readonly profile: AccessProfile }
  | { readonly type: "file"; readonly path: string; readonly line?: number };

/** Prometheus and Alertmanager precede the applications of the file. */
const builtInApplications = 2;

export function ruleOrigin({ config, plan, lineOf }: Stack, application: Application, index: number): RuleOrigin {
  const position = plan.applications.indexOf(application) - builtInApplications;
  if (position < 0) {
    return { type: "built-in", profile: config.access?.profile ?? "split" };
  }
  const path = `access.applications[${position}].rules[${index}]`;
  const line = lineOf(path);
  return { type: "file", path, ...(line === undefined ? {} : { line }) };
}
