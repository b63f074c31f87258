import { z } from "zod";
import { atMostOne, exactlyOne } from "../../components/validation/choice";
import type { Problem } from "../../components/validation/problem";
import { type Expectation, expectations, type KeyCount } from "../fields/expectations";
import { fieldAt } from "../fields/walk";
import { closestWord } from "./suggest";
import { valueAt } from "./value-at";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What the error writer needs besides the issues. */
export interface IssueContext {
  readonly schema: z.core.$ZodType;
  /** The value that was checked. */
  readonly input: unknown;
  /** Whether the value at a path must not be shown. */
  readonly isHidden: (path: Path) => boolean;
}

/** Every issue that the schema found, as problems in the user's words. Texts of errors are written here only. */
export function problemsOf(error: z.ZodError, context: IssueContext): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, context));
}

function problemsOfIssue(issue: Issue, context: IssueContext): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const known = keysOf(fieldAt(context.schema, issue.path));
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, known));
  }
  const data = issue.code === "custom" ? (issue.params as Expectation | KeyCount | undefined) : undefined;
  if (data !== undefined && "count" in data) {
    return miscounted(data, issue.path, context.input);
  }
  const expectation = data ?? expectations.get(fieldAt(context.schema, issue.path) ?? z.never());
  return [unexpected(expectation ?? { expected: issue.message }, issue.path, context)];
}

function keysOf(field: z.core.$ZodType | undefined): string[] {
  return field instanceof z.ZodObject ? Object.keys(field.shape) : [];
}

function unknownKey(path: Path, key: string, known: readonly string[]): Problem {
  const closest = closestWord(key, known);
  return {
    path: pathText(path),
    expected: known.length === 0 ? "no key here" : `one of ${known.join(", ")}`,
    fix: closest === undefined ? "remove this key" : didYouMean(closest),
  };
}

/** In the components' own words: they report the same. */
function miscounted({ count, keys }: KeyCount, path: Path, input: unknown): Problem[] {
  const block = valueAt(input, path) as Readonly<Record<string, unknown>>;
  return (count === "exactly one" ? exactlyOne : atMostOne)(block, keys, pathText(path));
}

function unexpected({ expected, fixOf }: Expectation, path: Path, { input, isHidden }: IssueContext): Problem {
  const value = valueAt(input, path);
  const hidden = isHidden(path);
  const fix = value === undefined ? "it is required" : fixText(fixOf?.(value), hidden);
  return {
    path: pathText(path),
    ...(isShown(value) && !hidden ? { value: withoutCredentials(value) } : {}),
    expected,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A suggestion repeats a part of the value. */
function fixText(fix: ReturnType<NonNullable<Expectation["fixOf"]>>, hidden: boolean): string | undefined {
  if (fix === undefined || "instruction" in fix) {
    return fix?.instruction;
  }
  return hidden ? undefined : didYouMean(fix.suggestion);
}

function didYouMean(suggestion: string): string {
  return `did you mean "${suggestion}"?`;
}

/** A whole block would make the message unreadable; its path is enough. */
function isShown(value: unknown): boolean {
  return value !== undefined && (typeof value !== "object" || value === null || Array.isArray(value));
}

/** A URL may hold a password where none is allowed. */
function withoutCredentials(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\/\/[^/\s]*@/, "//…@") : value;
}

/** `access.applications[0].name`, as a user would write it. */
function pathText(path: Path): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
    .join("");
}
