import type { Application } from "../../components/access";
import type { EdgeChoice } from "../../components/edge/args";
import type { EdgeSettings } from "../../components/edge/contract";
import type { MonitoringSsoPlan } from "../../components/stack/plan";
import { prepareMonitoringSso } from "../../components/stack/prepare";
import { formatProblems } from "../../components/validation/problem";
import { loadStackConfig, type StackConfig } from "../../config";
import type { RawStack } from "../../config/read-stack";
import { projectName } from "../../config/schema";
import { readYaml } from "./lines";
import { StackFileError } from "./usage-error";

/** A stack as its file describes it. */
export interface Stack {
  /** Name of the file, as the output shows it. */
  readonly file: string;
  readonly config: StackConfig;
  readonly edge: EdgeChoice;
  readonly settings: EdgeSettings;
  readonly applications: readonly Application[];
  /** Key of an application of the file, such as `access.applications[0]`; absent for a built-in one. */
  readonly keyOf: (application: Application) => string | undefined;
  /** Line of a key such as `access.applications[0].rules[2]`. */
  readonly lineOf: (path: string) => number | undefined;
}

/** Reads and checks a stack's file as the program does, without the engine: encrypted values stay encrypted. */
export function readStack(text: string, file: string): Stack {
  const { value, lineOf } = readYaml(text, file);
  const config = load(rawStack(configOf(value)));
  const { applications, edge, edgeSettings } = planOf(config);
  return {
    ...{ file, config, edge },
    settings: edgeSettings,
    applications: applications.map(({ location }) => location),
    keyOf: (application) => applications.find(({ location }) => location === application)?.key,
    lineOf: (path) => lineOf(["config", ...keysOf(path)]),
  };
}

function planOf(config: StackConfig): MonitoringSsoPlan {
  const prepared = prepareMonitoringSso(config);
  if (!prepared.ok) {
    throw new StackFileError(formatProblems(prepared.problems, `${projectName}:`));
  }
  return prepared.value.plan;
}

function load(stack: RawStack): StackConfig {
  try {
    return loadStackConfig(stack);
  } catch (error) {
    throw new StackFileError(error instanceof Error ? error.message : String(error));
  }
}

function configOf(value: unknown): Readonly<Record<string, unknown>> {
  const config = isBlock(value) ? value["config"] : undefined;
  return isBlock(config) ? config : {};
}

/** The configuration as the engine passes it to the program: blocks as JSON. */
function rawStack(config: Readonly<Record<string, unknown>>): RawStack {
  const values = Object.entries(config).map(([key, value]) => [key, passed(withoutCiphertext(value))] as const);
  return {
    values: Object.fromEntries(values),
    isSecret: (key) => JSON.stringify(config[key])?.includes('{"secure":') === true,
  };
}

function passed(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A text in place of each encrypted value: nothing here depends on one. */
function withoutCiphertext(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutCiphertext);
  }
  if (!isBlock(value)) {
    return value;
  }
  return "secure" in value
    ? "encrypted"
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutCiphertext(inner)]));
}

function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `access.applications[0]` in the file is `monitoring-sso:access`, `applications`, 0. */
function keysOf(path: string): (string | number)[] {
  const [setting = "", ...keys] = path
    .split(/[.[\]]+/)
    .filter((key) => key !== "")
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  return [`${projectName}:${setting}`, ...keys];
}
