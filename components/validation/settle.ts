import * as pulumi from "@pulumi/pulumi";
import { type Checked, formatProblems, type Problem } from "./problem";

/** What checks the arguments of a component, and what applies the defaults to arguments without problems. */
export interface Resolver<Args, Settings> {
  /** Everything that is wrong with the arguments, under the keys of `Args`. */
  readonly check: (args: Args) => readonly Problem[];
  readonly resolve: (args: Args) => Settings;
}

const settingsKey = Symbol("settings");

/** Arguments that a facade has checked and resolved already. The settings survive `{ ...args, more }`. */
export type Settled<Args, Settings> = Args & { readonly [settingsKey]: Settings };

/** Attaches the settings to the arguments, so that the component neither checks nor resolves them again. */
export function settled<Args extends object, Settings>(args: Args, settings: Settings): Settled<Args, Settings> {
  return { ...args, [settingsKey]: settings };
}

/** The settings that `settled` attached. */
export function settingsOf<Settings>(args: Settled<unknown, Settings>): Settings {
  return args[settingsKey];
}

/**
 * The settings of a component: those that its facade attached to the arguments, or else the arguments checked and resolved.
 * @throws pulumi.ResourceError with every problem
 */
export function settle<Args extends object, Settings>(
  args: Args,
  { check, resolve }: Resolver<Args, Settings>,
  resource: pulumi.Resource,
): Settings {
  if (isSettled<Args, Settings>(args)) {
    return args[settingsKey];
  }
  requireNone(check(args), resource);
  return resolve(args);
}

function isSettled<Args extends object, Settings>(args: Args): args is Settled<Args, Settings> {
  return settingsKey in args;
}

/**
 * Refuses arguments with problems, before the first child exists.
 * @throws pulumi.ResourceError with every problem; its stack is hidden, since the reader can change the arguments only
 */
export function requireNone(problems: readonly Problem[], resource: pulumi.Resource, keyPrefix = ""): void {
  if (problems.length > 0) {
    throw refusal(problems, resource, keyPrefix);
  }
}

/**
 * The value of a result without problems.
 * @throws pulumi.ResourceError as `requireNone` does
 */
export function requireValue<Value>(checked: Checked<Value>, resource: pulumi.Resource): Value {
  if (!checked.ok) {
    throw refusal(checked.problems, resource, "");
  }
  return checked.value;
}

function refusal(problems: readonly Problem[], resource: pulumi.Resource, keyPrefix: string): pulumi.ResourceError {
  return new pulumi.ResourceError(formatProblems(problems, keyPrefix), resource, true);
}
