import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "./usage-error";

/** Which stack the user asks about: by its name, or by its file. */
export interface StackChoice {
  readonly stack?: string;
  readonly file?: string;
}

/** Path of the stack's file. */
export function findStack({ stack, file }: StackChoice, folder: string): string {
  const stacks = stackNames(folder);
  if ((stack === undefined) === (file === undefined)) {
    throw new UsageError(`expected either --stack <name> or --file <path>; ${found(stacks)}`);
  }
  if (stack !== undefined && !stacks.includes(stack)) {
    throw new UsageError(`there is no stack "${stack}"; ${found(stacks)}`);
  }
  const path = file === undefined ? join(folder, `Pulumi.${stack}.yaml`) : resolve(file);
  if (!existsSync(path)) {
    throw new UsageError(`there is no file ${path}; ${found(stacks)}`);
  }
  return path;
}

function stackNames(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

function found(stacks: readonly string[]): string {
  return stacks.length === 0 ? "found no Pulumi.<stack>.yaml" : `found the stacks ${stacks.join(", ")}`;
}
