import { MonitoringSso, type MonitoringSsoArgs } from "../../../components";
import { checkMonitoringSso, prepareMonitoringSso } from "../../../components/stack/prepare";
import type { SettingSchema } from "../../../config/generated/json-schema";
import { valueAt } from "../../../config/problems/value-at";
import { runStack } from "../../support/mocks";
import { componentSettings } from "./documentation";
import { accepts, oddTexts } from "./forms";
import type { Setting } from "./settings";
import { baseStacks, keysOf, stackWith } from "./stacks";

/** Settings with a default that is a value. */
function settingsWithDefault(settings: readonly Setting[]): readonly Setting[] {
  return componentSettings(settings).filter(({ schema }) => schema.default !== undefined);
}

/** Defaults with which a stack creates something else than without the setting. */
export async function defaultDisagreements(settings: readonly Setting[]): Promise<string[]> {
  const suspects: Setting[] = [];
  // Many defaults in one stack: creating stacks is what takes the time.
  for (const { stack, members } of groupsOf(settingsWithDefault(settings))) {
    if (!(await haveSameResources(stack, without(stack, members)))) {
      suspects.push(...members);
    }
  }
  return named(suspects, async (setting) => {
    const stack = stackWith(baseFor(setting.path, setting.schema.default), setting.path, setting.schema.default);
    return !(await haveSameResources(stack, without(stack, [setting])));
  });
}

/** Settings that mean something else when they are `undefined` than when they are left out. */
export async function undefinedDisagreements(
  settings: readonly Setting[],
  plan: (args: MonitoringSsoArgs) => string = planOf,
): Promise<string[]> {
  return named(settingsWithDefault(settings), (setting) => {
    const stack = stackWith(baseFor(setting.path, setting.schema.default), setting.path, undefined);
    return Promise.resolve(plan(stack) !== plan(without(stack, [setting])));
  });
}

/** Settings with a default that change nothing in any stack when they have another value. */
export async function settingsWithoutEffect(settings: readonly Setting[]): Promise<string[]> {
  const odd: string[] = [];
  for (const { stack, members } of groupsOf(settingsWithDefault(settings))) {
    const plain = without(stack, members);
    odd.push(...(await named(members, (setting) => hasNoEffect(setting, [plain, ...baseStacks]))));
  }
  return odd;
}

async function hasNoEffect(setting: Setting, bases: readonly MonitoringSsoArgs[]): Promise<boolean> {
  const value = otherValue(setting.path, setting.schema);
  const stacks = bases.map((base) => stackWith(base, setting.path, value));
  for (const stack of stacks.filter((candidate) => checkMonitoringSso(candidate).length === 0)) {
    if (!(await haveSameResources(stack, without(stack, [setting])))) {
      return false;
    }
  }
  return true;
}

/** A stack with the defaults of several settings, none of which excludes another. */
interface Group {
  readonly stack: MonitoringSsoArgs;
  readonly members: readonly Setting[];
}

function groupsOf(settings: readonly Setting[]): Group[] {
  const groups: Group[] = [];
  for (const setting of settings) {
    const index = groups.findIndex((group) => holdsAll(joined(group, setting)));
    const alone = { stack: baseFor(setting.path, setting.schema.default), members: [] };
    groups.splice(index === -1 ? groups.length : index, 1, joined(groups[index] ?? alone, setting));
  }
  return groups;
}

function joined({ stack, members }: Group, setting: Setting): Group {
  return { stack: stackWith(stack, setting.path, setting.schema.default), members: [...members, setting] };
}

function holdsAll({ stack, members }: Group): boolean {
  const isHeld = ({ path, schema }: Setting): boolean =>
    valueAt(
      stack,
      keysOf(path).map((key) => (key === "[]" ? 0 : key)),
    ) === schema.default;
  return members.every(isHeld) && checkMonitoringSso(stack).length === 0;
}

/** The first stack in which a setting can have a value. */
function baseFor(path: string, value: unknown): MonitoringSsoArgs {
  const base = baseStacks.find((candidate) => checkMonitoringSso(stackWith(candidate, path, value)).length === 0);
  if (base === undefined) {
    throw new Error(`no stack in which ${path} can be ${JSON.stringify(value)}; add one to baseStacks`);
  }
  return base;
}

/** The stack with the blocks around some settings, and without the settings. */
function without(stack: MonitoringSsoArgs, settings: readonly Setting[]): MonitoringSsoArgs {
  const cleared = settings.reduce((args, { path }) => stackWith(args, path, undefined), stack);
  return JSON.parse(JSON.stringify(cleared)) as MonitoringSsoArgs;
}

function otherValue(path: string, schema: SettingSchema): unknown {
  const { type, enum: words = [], examples = [], items = {}, minimum, default: value } = schema;
  if (type === "boolean") {
    return value !== true;
  }
  if (type === "integer") {
    return minimum === value ? Number(value) + 1 : minimum;
  }
  if (type === "array") {
    return [otherValue(`${path}[]`, { ...items, default: (value as readonly unknown[])[0] })];
  }
  return [...words, ...examples, ...oddTexts].find((text) => text !== value && accepts(path, text));
}

/** Everything that is resolved before anything is created, the settings behind symbols too. */
function planOf(args: MonitoringSsoArgs): string {
  return JSON.stringify(withoutUndefined(prepareMonitoringSso(args)));
}

function withoutUndefined(value: unknown): unknown {
  return typeof value !== "object" || value === null
    ? value
    : Reflect.ownKeys(value)
        .map((key) => [String(key), withoutUndefined(Reflect.get(value, key))])
        .filter(([, inner]) => inner !== undefined)
        // The order of keys has no meaning.
        .sort(([one], [other]) => String(one).localeCompare(String(other)));
}

const runs = new Map<string, Promise<string>>();

async function haveSameResources(left: MonitoringSsoArgs, right: MonitoringSsoArgs): Promise<boolean> {
  return (await resourcesOf(left)) === (await resourcesOf(right));
}

/** What the engine is asked to create, without the components, whose inputs are the arguments. */
function resourcesOf(args: MonitoringSsoArgs): Promise<string> {
  const key = JSON.stringify(args);
  const run = runs.get(key) ?? create(args);
  runs.set(key, run);
  return run;
}

async function create(args: MonitoringSsoArgs): Promise<string> {
  const { resources } = await runStack(() => new MonitoringSso("sso", args));
  const created = resources
    .filter(({ type }) => !type.startsWith("monitoring-sso:"))
    .map(({ type, name, inputs, options: { protect } }) => ({ type, name, inputs, protect }));
  return JSON.stringify(created);
}

/** The settings that satisfy a condition, tried one after another: there is only one engine to mock. */
async function named(settings: readonly Setting[], isOdd: (setting: Setting) => Promise<boolean>): Promise<string[]> {
  const odd: string[] = [];
  for (const setting of settings) {
    if (await isOdd(setting)) {
      odd.push(`${setting.path}: ${JSON.stringify(setting.schema.default)}`);
    }
  }
  return odd;
}
