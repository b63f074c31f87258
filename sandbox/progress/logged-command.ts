import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa, ExecaError } from "execa";
import { logFolder } from "../build/cache.js";
import { stopwatch } from "./duration.js";

interface LoggedCommand {
  /** Name in the log file and in errors: "go build kubernetes". */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command with its output in a log file. An error quotes the end of the log and names the next command. */
export async function runLogged({ name, command, args, cwd, env }: LoggedCommand): Promise<void> {
  const log = join(logFolder(), `${name.replaceAll(/[^\w.-]+/g, "-")}.log`);
  await mkdir(logFolder(), { recursive: true });
  await writeFile(log, `$ ${[command, ...args].join(" ")}\n`);
  const elapsed = stopwatch();
  const toLog = { file: log, append: true };
  try {
    await execa(command, args, { cwd, env, stdin: "ignore", stdout: toLog, stderr: toLog, buffer: false });
  } catch (error) {
    const reason = failureReason(error);
    const after = elapsed();
    const lastLines = (await readFile(log, "utf8")).trimEnd().split("\n").slice(-20);
    throw new Error(
      [
        `${name} failed after ${after}: ${reason}`,
        ...lastLines.map((line) => `  | ${line}`),
        `complete log: ${log}`,
        "finished parts are kept; after a fix, run again: npm run sandbox -- up",
      ].join("\n"),
      { cause: error },
    );
  }
}

/** Without the command line, which may fill a screen and is the first line of the log. */
function failureReason(error: unknown): string {
  if (!(error instanceof ExecaError)) {
    return String(error);
  }
  if (error.exitCode !== undefined) {
    return `exit code ${error.exitCode}`;
  }
  return error.signalDescription ?? error.originalMessage ?? error.shortMessage;
}
