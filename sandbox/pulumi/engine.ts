import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { execa, ExecaError } from "execa";
import { evidenceOf, isNoise } from "./evidence.js";
import type { PulumiWorkspace } from "./workspace.js";

/** Receives each line that the engine shows, as it comes. */
export type Progress = (line: string) => void;

interface EngineCommand {
  /** Arguments of `pulumi`. */
  readonly args: readonly string[];
  /** The project's folder. */
  readonly folder: string;
  /** Name of the log file that keeps the whole output; `false` when the output is secret. */
  readonly log: string | false;
  readonly progress?: Progress;
  /** Cancels the update in an orderly way: what was begun is finished and recorded. */
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
}

/** Lets the engine finish what it has begun after an interrupt. */
const cancellationGraceMilliseconds = 60_000;

/**
 * Go's resolver does not know that `*.localhost` is loopback (RFC 6761), and the machine's hosts file is not ours to
 * edit: the engine runs in a mount namespace of its own, which sees another one.
 */
const withHostsFile = ["--mount", "--propagation", "private", "--", "sh", "-c"] as const;
const bindHostsFile = 'mount --bind "$1" /etc/hosts && shift && exec "$@"';

function commandLine(workspace: PulumiWorkspace, args: readonly string[]): string[] {
  return [...withHostsFile, bindHostsFile, "sh", workspace.hostsFile, workspace.tools.pulumi, ...args];
}

/** Runs the engine without a terminal and gives its standard output. */
export async function runEngine(workspace: PulumiWorkspace, command: EngineCommand): Promise<string> {
  const logFile = command.log === false ? "/dev/null" : join(workspace.logFolder, `${command.log}.log`);
  const log = createWriteStream(logFile);
  const args = [...command.args, "--non-interactive", "--color", "never"];
  const engine = execa("unshare", commandLine(workspace, args), {
    cwd: command.folder,
    env: { ...workspace.env, ...command.env },
    stdin: "ignore",
    all: true,
    killSignal: "SIGINT",
    forceKillAfterDelay: cancellationGraceMilliseconds,
    cancelSignal: command.signal,
  });
  engine.all.pipe(log, { end: false });
  try {
    for await (const line of engine.iterable({ from: "all" })) {
      if (!isNoise(line)) {
        command.progress?.(line);
      }
    }
    return (await engine).stdout;
  } catch (error) {
    throw error instanceof ExecaError ? failure(command, error, logFile) : error;
  } finally {
    log.end();
  }
}

/** Runs the engine in the caller's terminal and gives its exit code. */
export async function runEngineInteractively(
  workspace: PulumiWorkspace,
  command: Pick<EngineCommand, "args" | "folder" | "env">,
): Promise<number> {
  const { exitCode } = await execa("unshare", commandLine(workspace, command.args), {
    cwd: command.folder,
    env: { ...workspace.env, ...command.env },
    stdio: "inherit",
    reject: false,
  });
  return exitCode ?? 1;
}

/** What a failure says: the output as far as there is one. */
interface EngineFailure {
  readonly all?: unknown;
  readonly message: string;
  readonly exitCode?: number;
  readonly isCanceled: boolean;
}

function failure(command: EngineCommand, error: EngineFailure, logFile: string): Error {
  const text = typeof error.all === "string" ? error.all : error.message;
  return new Error(
    `pulumi ${command.args[0]} in ${command.folder} ${error.isCanceled ? "was cancelled" : "failed"} ` +
      `(exit code ${error.exitCode ?? "none"})\n${evidenceOf(text)}\nwhole output: ${logFile}`,
    { cause: error },
  );
}
