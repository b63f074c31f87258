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
  /** Receives each line of its error output. The log gets only the lines for which it returns true. */
  readonly onLine?: (line: string) => boolean;
}

/** Runs a command with its output in a log file. An error quotes the end of the log and names the next command. */
export async function runLogged(command: LoggedCommand): Promise<void> {
  await run(command, (toLog) => ({ stdout: toLog, buffer: false }));
}

/** As `runLogged`, but returns the command's standard output instead of logging it. */
export async function readLogged(command: LoggedCommand): Promise<string> {
  const { stdout } = await run(command, () => ({ stdout: "pipe" }));
  return String(stdout);
}

interface LogFile {
  readonly file: string;
  readonly append: true;
}

async function run(
  { name, command, args, cwd, env, onLine }: LoggedCommand,
  output: (toLog: LogFile) => { readonly stdout: LogFile | "pipe"; readonly buffer?: false },
): Promise<{ readonly stdout?: unknown }> {
  const log = join(logFolder(), `${name.replaceAll(/[^\w.-]+/g, "-")}.log`);
  await mkdir(logFolder(), { recursive: true });
  await writeFile(log, `$ ${[command, ...args].join(" ")}\n`);
  const elapsed = stopwatch();
  const toLog: LogFile = { file: log, append: true };
  const stderr = onLine === undefined ? toLog : ([linesFor(onLine), toLog] as const);
  try {
    return await execa(command, args, { cwd, env, stdin: "ignore", stderr, ...output(toLog) });
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

function linesFor(onLine: (line: string) => boolean) {
  return function* (line: unknown): Generator<unknown> {
    if (onLine(String(line))) {
      yield line;
    }
  };
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
