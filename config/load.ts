import * as pulumi from "@pulumi/pulumi";
import { accepted, type Checked, formatProblems, type Problem, rejected } from "../components/validation/problem";
import { fieldPaths } from "./fields/walk";
import { problemsOf } from "./problems/from-issues";
import { valueAt } from "./problems/value-at";
import { type RawSettings, type RawStack, readSettings, runningStack } from "./read-stack";
import { projectName, type StackConfig, stackSchema, textSettings } from "./schema";

/**
 * The stack's configuration, checked and typed. Everything that is wrong with it is reported in one error, before
 * anything is created. Settings that contradict each other are for the components to find.
 * @throws pulumi.RunError with every problem: key, value, what is allowed, how to fix it
 */
export function loadStackConfig(stack: RawStack = runningStack()): StackConfig {
  const checked = checkStackConfig(stack);
  if (!checked.ok) {
    // A RunError prints its message only: a stack trace of ours would hide what the user can change.
    throw new pulumi.RunError(formatProblems(checked.problems, `${projectName}:`));
  }
  return checked.value;
}

/** `loadStackConfig` without the throw. */
export function checkStackConfig(stack: RawStack): Checked<StackConfig> {
  const raw = readSettings(stack, projectName, textSettings);
  const parsed = stackSchema.safeParse(raw.settings);
  const misplaced = [...clearTextSecrets(raw), ...encryptedSettings(raw)];
  if (parsed.success && misplaced.length === 0) {
    return accepted(parsed.data);
  }
  const isHidden = (path: readonly PropertyKey[]): boolean =>
    raw.secretSettings.has(String(path[0])) || hiddenPaths.has(path.join("."));
  const wrong = parsed.success ? [] : problemsOf(parsed.error, { schema: stackSchema, input: raw.settings, isHidden });
  return rejected([...wrong, ...misplaced]);
}

const secretPaths = fieldPaths(stackSchema, ({ writeOnly }) => writeOnly === true);

/** Values that no error repeats. */
const hiddenPaths = new Set(
  [...secretPaths, ...fieldPaths(stackSchema, ({ hidden }) => hidden === true)].map((path) => path.join(".")),
);

/**
 * Passwords in clear text: everyone who can read the repository could read them. The engine tells only of whole settings
 * whether they contain secrets.
 */
function clearTextSecrets({ settings, secretSettings }: RawSettings): Problem[] {
  return secretPaths
    .filter(([setting = "", ...path]) => !secretSettings.has(setting) && valueAt(settings[setting], path) !== undefined)
    .map((path) => ({
      path: path.join("."),
      expected: "an encrypted value",
      fix: `set it with: pulumi config set --secret --path '${projectName}:${path.join(".")}'`,
    }));
}

const settingsWithSecrets = new Set(secretPaths.map(([setting]) => setting));

/**
 * Encrypted values where none belongs. The engine decrypts them, and the resources that receive them would keep them as
 * plain text in the state and show them in a preview. Since it marks whole settings, the error cannot name the value.
 */
function encryptedSettings({ settings, secretSettings }: RawSettings): Problem[] {
  return Object.keys(settings)
    .filter((setting) => secretSettings.has(setting) && setting in stackSchema.shape)
    .filter((setting) => !settingsWithSecrets.has(setting))
    .map((setting) => ({
      path: setting,
      expected: "no encrypted value here or below: it would become plain text in the state",
      fix: "name a Kubernetes Secret where the setting accepts one, or set a value that is not confidential without --secret",
    }));
}
