/**
 * One thing that is wrong with what the user gave. Checks return lists of problems instead of throwing, so that
 * everything that is wrong is reported in one error and nothing is created.
 */
export interface Problem {
  /** Where it is, as the user wrote it: `edge.ingressNginx`, `access.applications[0].rules[2].paths[0]`. */
  readonly path: string;
  /** The offending value; leave it out when the value is missing or secret. */
  readonly value?: unknown;
  /** What is allowed there, as a phrase without a full stop. */
  readonly expected: string;
  /** What to do about it, as a phrase without a full stop. */
  readonly fix?: string;
}

/** Either a value, or every reason why there is none. */
export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly Problem[] };

export function accepted<Value>(value: Value): Checked<Value> {
  return { ok: true, value };
}

export function rejected(problems: readonly Problem[]): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems };
}

/** The value if there are no problems. The value is computed only then: its computation need not survive nonsense. */
export function unlessProblems<Value>(problems: readonly Problem[], value: () => Value): Checked<Value> {
  return problems.length > 0 ? rejected(problems) : accepted(value());
}

/**
 * Renders problems as one message: key, value, what is allowed, how to fix it.
 * @param outcome what happened to the resources that exist already
 */
export function formatProblems(problems: readonly Problem[], keyPrefix = "", outcome = "nothing was created"): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.flatMap((problem) => [formatKey(problem, keyPrefix), `    ${formatExpectation(problem)}`]);
  return [`invalid configuration: ${count}, ${outcome}`, ...lines].join("\n");
}

function formatKey({ path, value }: Problem, keyPrefix: string): string {
  const shown = value === undefined ? "" : ` = ${JSON.stringify(value)}`;
  return `  ${keyPrefix}${path}${shown}`;
}

function formatExpectation({ expected, fix }: Problem): string {
  return fix === undefined ? `expected ${expected}` : `expected ${expected}; ${fix}`;
}
