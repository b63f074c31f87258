import type { z } from "zod";
import { closestWord } from "./suggest";
import type { Problem } from "../../components/validation/problem";
import { knownKeysSeparator } from "../fields/block";
import { suggestionPrefix } from "../fields/scalars";
import { valueAt } from "./value-at";

type Issue = z.core.$ZodIssue;

/** What the error writer must know beside the issues. */
export interface IssueContext {
  /** The value that was checked. */
  readonly input: unknown;
  /** Whether the value at a path must not be shown. */
  readonly isHidden: (path: readonly PropertyKey[]) => boolean;
}

/** Every issue the schema found, as problems in the user's words. */
export function problemsOf(error: z.ZodError, context: IssueContext): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, context));
}

function problemsOfIssue(issue: Issue, context: IssueContext): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const known = issue.message.split(knownKeysSeparator);
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, known));
  }
  const value = valueAt(context.input, issue.path);
  const isHidden = context.isHidden(issue.path);
  const [expected = "", hint] = issue.message.split(/; (.*)/s);
  const fix = value === undefined ? "it is required" : hint;
  const repeatsValue = fix?.startsWith(suggestionPrefix) === true;
  return [
    {
      path: pathText(issue.path),
      ...(isShown(value) && !isHidden ? { value: withoutCredentials(value) } : {}),
      expected,
      ...(fix === undefined || (isHidden && repeatsValue) ? {} : { fix }),
    },
  ];
}

function unknownKey(path: readonly PropertyKey[], key: string, known: readonly string[]): Problem {
  const closest = closestWord(key, known);
  return {
    path: pathText(path),
    expected: known.join("") === "" ? "no key here" : `one of ${known.join(", ")}`,
    fix: closest === undefined ? "remove this key" : `${suggestionPrefix} "${closest}"?`,
  };
}

/** A whole block would drown the message, and its path says which one it is. */
function isShown(value: unknown): boolean {
  return value !== undefined && (typeof value !== "object" || value === null || Array.isArray(value));
}

/** A password in an address is a secret in a place where none belongs. */
function withoutCredentials(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\/\/[^/\s]*@/, "//…@") : value;
}

/** `access.applications[0].name`, as a person would write it. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
    .join("");
}
