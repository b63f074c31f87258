import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { explainRequest } from "./explain-request";
import { findStack, type StackChoice } from "./find-stack";
import { formatExplanation } from "./format";
import { readRequests } from "./requests";
import { readStack } from "./stack-file";
import { StackFileError, UsageError } from "./usage-error";

export interface ExplainOptions extends StackChoice {
  readonly json?: boolean;
}

/** What the command prints, and its exit code: 0 explained, 1 the stack's file is wrong, 2 wrong usage. */
export interface Result {
  readonly exitCode: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param folder where the stacks' files are */
export function runExplain(words: readonly string[], options: ExplainOptions, folder: string): Result {
  try {
    return { exitCode: 0, stdout: `${explained(words, options, folder)}\n`, stderr: "" };
  } catch (error) {
    if (error instanceof UsageError) {
      return { exitCode: 2, stdout: "", stderr: `${error.message}\n` };
    }
    if (error instanceof StackFileError) {
      return { exitCode: 1, stdout: "", stderr: `${error.message}\n` };
    }
    throw error;
  }
}

function explained(words: readonly string[], options: ExplainOptions, folder: string): string {
  const requests = readRequests(words);
  const path = findStack(options, folder);
  const file = relative(folder, path);
  const stack = readStack(readFileSync(path, "utf8"), file);
  const explanations = requests.map((request) => explainRequest(stack, request));
  return options.json === true
    ? JSON.stringify({ file, explanations }, null, 2)
    : explanations.map((explanation) => formatExplanation(stack, explanation)).join("\n\n");
}
