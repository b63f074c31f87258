/** Who publishes a pinned thing, and so who is asked for its versions. */
export type Source = "chart" | "go" | "npm" | "maven" | "pypi" | "action" | "debian";

/** One version that this repository fixes. */
export interface Pin {
  readonly source: Source;
  /** What its source calls it. */
  readonly name: string;
  /** As it is written, with a leading `v` where its source has one. */
  readonly version: string;
  /** File to change. */
  readonly file: string;
  /** Where a chart is published. */
  readonly repository?: string;
  /** Why it does not follow its own newest patch, if it does not. */
  readonly held?: string;
}

/** Every version that a source publishes, or why it was not asked. */
export type Answer = { readonly versions: readonly string[] } | { readonly notAsked: string };

/** What an answer means for a pin. `unknown` is never taken for fresh. */
export type Verdict =
  | { readonly status: "behind" | "held" | "newer"; readonly patch: string; readonly newest: string }
  | { readonly status: "current" }
  | { readonly status: "unknown"; readonly reason: string; readonly newest?: string };

export interface JudgedPin {
  readonly pin: Pin;
  readonly verdict: Verdict;
}
