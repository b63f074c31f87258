import type { AccessProfile, Application } from "../../components/access";
import { accessDefaults } from "../../components/access/defaults";
import type { Stack } from "./stack-file";

/** Where a rule is written. */
export type RuleOrigin =
  | { readonly type: "built-in"; readonly profile: AccessProfile }
  | { readonly type: "file"; readonly path: string; readonly line?: number };

export function ruleOrigin({ config, keyOf, lineOf }: Stack, application: Application, index: number): RuleOrigin {
  const key = keyOf(application);
  if (key === undefined) {
    return { type: "built-in", profile: config.access?.profile ?? accessDefaults.profile };
  }
  const path = `${key}.rules[${index}]`;
  const line = lineOf(path);
  return { type: "file", path, ...(line === undefined ? {} : { line }) };
}
