import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Application } from "../../components/access/index.js";
import { prepareMonitoringSso } from "../../components/stack/prepare.js";
import { checkStackConfig } from "../../config/load.js";
import type { StackConfig } from "../pulumi/index.js";
import { type Holders, holdersOf } from "./identity.js";

/** The configuration of a deployed stack, from which alone the matrix derives what it expects. */
export interface MatrixStack {
  readonly applications: readonly Application[];
  readonly holders: Holders;
}

/** Reads the sandbox's stack file, with the same values laid over it as for the deployment. */
export async function readStack(projectFolder: string, overlay: StackConfig = {}): Promise<MatrixStack> {
  const { config } = parse(await readFile(join(projectFolder, "Pulumi.sandbox.yaml"), "utf8")) as { config: object };
  const values = Object.entries({ ...config, ...overlay }).map(([key, value]) => [key, asEngineValue(value)]);
  const checked = checkStackConfig({
    values: Object.fromEntries(values) as Record<string, string>,
    isSecret: () => false,
  });
  if (!checked.ok) {
    throw new Error(`the sandbox's stack file is invalid: ${JSON.stringify(checked.problems)}`);
  }
  const prepared = prepareMonitoringSso(checked.value);
  if (!prepared.ok) {
    throw new Error(`the sandbox's stack is invalid: ${JSON.stringify(prepared.problems)}`);
  }
  const applications = prepared.value.plan.applications.map(({ location }) => location);
  return { applications, holders: holdersOf(checked.value) };
}

/** Texts unchanged, everything else as JSON: the form in which the engine passes values to a program. */
function asEngineValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
