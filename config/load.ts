import * as pulumi from "@pulumi/pulumi";
import { formatProblems, type Problem } from "../components/validation/problem";
import { fieldPaths } from "./fields/paths";
import { problemsOf } from "./problems/from-issues";
import { type RawSettings, type RawStack, readSettings, runningStack } from "./read-stack";
import { projectName, type StackConfig, stackSchema, textSettings } from "./schema";
import { valueAt } from "./problems/value-at";

/**
 * What the stack's file says, checked and typed. Reads the configuration once; everything that is wrong with it is
 * reported in one error, before anything is created. What contradicts something else is for the components to find.
 * @throws pulumi.RunError with every problem: key, value, what is allowed, how to fix it
 */
export function loadStackConfig(stack: RawStack = runningStack()): StackConfig {
  const checked = checkStackConfig(stack);
  if (checked.type === "problems") {
    // A RunError prints its message only: a stack trace of ours would hide the one thing the reader can change.
    throw new pulumi.RunError(formatProblems(checked.problems, `${projectName}:`));
  }
  return checked.config;
}

/** Either a configuration, or everything that is wrong with it. */
export type CheckedStackConfig =
  | { readonly type: "config"; readonly config: StackConfig }
  | { readonly type: "problems"; readonly problems: readonly Problem[] };

/** `loadStackConfig` without the throw. */
export function checkStackConfig(stack: RawStack): CheckedStackConfig {
  const raw = readSettings(stack, projectName, textSettings);
  const parsed = stackSchema.safeParse(raw.settings);
  const clearText = clearTextSecrets(raw);
  if (parsed.success && clearText.length === 0) {
    return { type: "config", config: parsed.data };
  }
  const isHidden = (path: readonly PropertyKey[]): boolean =>
    raw.secretSettings.has(String(path[0])) || hiddenPaths.has(path.join("."));
  const wrong = parsed.success ? [] : problemsOf(parsed.error, { input: raw.settings, isHidden });
  return { type: "problems", problems: [...wrong, ...clearText] };
}

const secretPaths = fieldPaths(stackSchema, ({ writeOnly }) => writeOnly === true);

/** Values that no error repeats. */
const hiddenPaths = new Set(
  [...secretPaths, ...fieldPaths(stackSchema, ({ hidden }) => hidden === true)].map((path) => path.join(".")),
);

/** A password in a committed file is everybody's. The engine tells only of whole settings whether they hold secrets. */
function clearTextSecrets({ settings, secretSettings }: RawSettings): Problem[] {
  return secretPaths
    .filter(([setting = "", ...path]) => !secretSettings.has(setting) && valueAt(settings[setting], path) !== undefined)
    .map((path) => ({
      path: path.join("."),
      expected: "an encrypted value",
      fix: `set it with: pulumi config set --secret --path '${projectName}:${path.join(".")}'`,
    }));
}
