import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { execa, ExecaError } from "execa";
import { failureExcerpt, isNoise } from "./failure-excerpt.js";
import type { PulumiWorkspace } from "./workspace.js";

/** Receives each line of the engine's output as it is printed. */
export type Progress = (line: string) => void;

interface EngineCommand {
  /** Arguments of `pulumi`. */
  readonly args: readonly string[];
  /** The project's folder. */
  readonly folder: string;
  /** Name of the log file with the complete output; `false` if the output is secret. */
  readonly log: string | false;
  readonly progress?: Progress;
  /** Cancels the update gracefully: what has begun is finished and recorded. */
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
}

/** Time in which the engine finishes what it has begun after an interrupt. */
const cancellationGraceMilliseconds = 60_000;

/**
 * Go's resolver does not resolve `*.localhost` to loopback (RFC 6761), and the machine's hosts file must stay unchanged, so the
 * engine runs in its own mount namespace with another hosts file.
 */
const withHostsFile = ["--mount", "--propagation", "private", "--", "sh", "-c"] as const;
const bindHostsFile = 'mount --bind "$1" /etc/hosts && shift && exec "$@"';

function commandLine(workspace: PulumiWorkspace, args: readonly string[]): string[] {
  return [...withHostsFile, bindHostsFile, "sh", workspace.hostsFile, workspace.tools.pulumi, ...args];
}

/** Runs the engine without a terminal and returns its standard output. */
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

/** Runs the engine in the caller's terminal and returns its exit code. */
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

/** The part of an execa error that the message needs. */
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
      `(exit code ${error.exitCode ?? "none"})\n${failureExcerpt(text)}\ncomplete output: ${logFile}`,
    { cause: error },
  );
}
