import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Application } from "../../components/access/index.js";
import { prepareMonitoringSso } from "../../components/stack/prepare.js";
import { checkStackConfig } from "../../config/load.js";
import type { StackConfig } from "../pulumi/index.js";
import { type Holders, holdersOf } from "./identity.js";

/** What a deployed stack says of itself: the whole source of what the matrix expects. */
export interface MatrixStack {
  readonly applications: readonly Application[];
  readonly holders: Holders;
}

/** The sandbox's stack file, with the same values laid over it as for its deployment. */
export async function readStack(projectFolder: string, overlay: StackConfig = {}): Promise<MatrixStack> {
  const { config } = parse(await readFile(join(projectFolder, "Pulumi.sandbox.yaml"), "utf8")) as { config: object };
  const values = Object.entries({ ...config, ...overlay }).map(([key, value]) => [key, asEngineValue(value)]);
  const checked = checkStackConfig({
    values: Object.fromEntries(values) as Record<string, string>,
    isSecret: () => false,
  });
  if (checked.type === "problems") {
    throw new Error(`the sandbox's stack is wrong: ${JSON.stringify(checked.problems)}`);
  }
  const prepared = prepareMonitoringSso(checked.config);
  if (!prepared.ok) {
    throw new Error(`the sandbox's stack is wrong: ${JSON.stringify(prepared.problems)}`);
  }
  const applications = prepared.value.plan.applications.map(({ location }) => location);
  return { applications, holders: holdersOf(checked.config) };
}

/** Texts as they are, anything else as JSON: the form in which the engine hands values over. */
function asEngineValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
