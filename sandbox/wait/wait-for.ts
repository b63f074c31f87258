import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { ComponentProcess } from "../cluster/component-process.js";
import { isAlive } from "../host/process-identity.js";

/** What a look at the awaited thing showed: it is there, or why not yet. */
export type Observation = { readonly met: true } | { readonly met: false; readonly state: string };

interface Condition {
  /** Reads after "waiting for": "the node to be Ready". */
  readonly awaiting: string;
  readonly limitSeconds: number;
  /** An exception counts as "not yet", with its message as the state. */
  readonly observe: () => Promise<Observation>;
  /** Nothing is awaited from a dead process: its end ends the wait, and its log is shown. */
  readonly process?: ComponentProcess;
  /** Command to type next when the wait fails. */
  readonly next: string;
  readonly pollMilliseconds?: number;
}

const logLinesShown = 12;

async function lastLogLines(file: string, count = logLinesShown): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-count).join("\n");
}

/** The text of a failed wait: what was awaited, how long, the last state, the log's end and the next command. */
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

async function look(condition: Condition): Promise<Observation> {
  try {
    return await condition.observe();
  } catch (error) {
    return { met: false, state: error instanceof Error ? error.message : String(error) };
  }
}

/** Looks again and again until the condition is met, its process has died, or its time is over. */
export async function waitFor(condition: Condition): Promise<void> {
  const start = Date.now();
  for (;;) {
    const observed = await look(condition);
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
      throw await failure(condition, `waited ${seconds} s for ${awaiting}, in vain`, observed.state);
    }
    await pause(condition.pollMilliseconds ?? 200);
  }
}
