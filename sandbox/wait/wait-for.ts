import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { ComponentProcess } from "../cluster/component-process.js";
import { isAlive } from "../host/process-identity.js";

/** Result of one observation: the condition is met, or its current state. */
export type Observation = { readonly met: true } | { readonly met: false; readonly state: string };

interface Condition {
  /** Completes "waiting for": "the node to become Ready". */
  readonly awaiting: string;
  readonly limitSeconds: number;
  /** An exception counts as not met, with its message as the state. */
  readonly observe: () => Promise<Observation>;
  /** When this process dies the wait fails at once, with the end of its log. */
  readonly process?: ComponentProcess;
  /** Command to run next when the wait fails. */
  readonly next: string;
  readonly pollMilliseconds?: number;
}

const logLinesShown = 12;

async function lastLogLines(file: string, count = logLinesShown): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-count).join("\n");
}

/** The text of a failed wait: what was awaited, for how long, the last state, the end of the log and the next command. */
function waitFailure(headline: string, lastState: string, next: string, log?: { file: string; lines: string }): string {
  const indent = (text: string): string => text.replace(/^/gm, "    ");
  return [
    headline,
    `  last state: ${lastState}`,
    ...(log ? [`  end of ${log.file}:`, indent(log.lines || "(empty)")] : []),
    `  next: ${next}`,
  ].join("\n");
}

async function failure(condition: Condition, headline: string, lastState: string): Promise<Error> {
  const file = condition.process?.log;
  const log = file === undefined ? undefined : { file, lines: await lastLogLines(file) };
  return new Error(waitFailure(headline, lastState, condition.next, log));
}

async function observe(condition: Condition): Promise<Observation> {
  try {
    return await condition.observe();
  } catch (error) {
    return { met: false, state: error instanceof Error ? error.message : String(error) };
  }
}

/** Observes until the condition is met. Fails when its process dies or the limit is reached. */
export async function waitFor(condition: Condition): Promise<void> {
  const start = Date.now();
  for (;;) {
    const observed = await observe(condition);
    if (observed.met) {
      return;
    }
    const seconds = Math.round((Date.now() - start) / 1000);
    const { process, awaiting, limitSeconds } = condition;
    if (process && !(await isAlive(process))) {
      throw await failure(
        condition,
        `${process.name} died after ${seconds} s of waiting for ${awaiting}`,
        observed.state,
      );
    }
    if (seconds >= limitSeconds) {
      throw await failure(condition, `timed out after ${seconds} s waiting for ${awaiting}`, observed.state);
    }
    await pause(condition.pollMilliseconds ?? 200);
  }
}
