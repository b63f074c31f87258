import * as pulumi from "@pulumi/pulumi";
import { type Checked, formatProblems, type Problem, unlessProblems } from "./problem";

/** Checks the arguments of a component, and applies the defaults to arguments without problems. */
export type Resolver<Args, Settings> = (args: Args) => Checked<Settings>;

/** A resolver of two functions; `resolve` sees only arguments without problems. */
export function resolver<Args, Settings>(
  check: (args: Args) => readonly Problem[],
  resolve: (args: Args) => Settings,
): Resolver<Args, Settings> {
  return (args) => unlessProblems(check(args), () => resolve(args));
}

const settingsKey = Symbol("settings");

/** Arguments that a facade has checked and resolved already. The settings survive `{ ...args, more }`. */
export type Settled<Args, Settings> = Args & { readonly [settingsKey]: Settings };

/** Attaches the settings to the arguments, so that the component neither checks nor resolves them again. */
export function settled<Args extends object, Settings>(args: Args, settings: Settings): Settled<Args, Settings> {
  return { ...args, [settingsKey]: settings };
}

/** The settings that `settled` attached. */
export function settingsOf<Settings>(args: { readonly [settingsKey]: Settings }): Settings {
  return args[settingsKey];
}

/**
 * The settings of a component: those that its facade attached to the arguments, or else the arguments checked and resolved.
 * @throws pulumi.ResourceError with every problem
 */
export function settle<Args extends object, Settings>(
  args: Args,
  resolve: Resolver<Args, Settings>,
  resource: pulumi.Resource,
): Settings {
  return isSettled<Args, Settings>(args) ? args[settingsKey] : requireValue(resolve(args), resource);
}

function isSettled<Args extends object, Settings>(args: Args): args is Settled<Args, Settings> {
  return settingsKey in args;
}

/**
 * The value of a result without problems. A component calls it before it creates its first child.
 * @param keyPrefix in front of every key, such as `monitoring-sso:`
 * @throws pulumi.ResourceError with every problem; its stack is hidden, because the reader can change the arguments only
 */
export function requireValue<Value>(checked: Checked<Value>, resource: pulumi.Resource, keyPrefix = ""): Value {
  if (!checked.ok) {
    throw new pulumi.ResourceError(formatProblems(checked.problems, keyPrefix), resource, true);
  }
  return checked.value;
}
