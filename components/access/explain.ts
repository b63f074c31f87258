import type { AccessRule, Application } from "./application";
import { type Decision, type Mismatch, mismatches, pathWithin } from "./decide";
import { describeRule } from "./describe-rule";
import { type PathDefect, pathDefects } from "./paths/defects";
import { normalizePath } from "./paths/normalize";

/** A request as `decide` sees it. */
export interface RequestToExplain {
  /** As sent, case sensitive (RFC 9110 section 9.1). */
  readonly method: string;
  /** The request path as sent, percent-encoded, without query. */
  readonly path: string;
}

/** A rule of the application. */
export interface ExplainedRule {
  /** Position in `rules` of the application. */
  readonly index: number;
  /** The rule as error messages name it: `prometheus: GET /* needs prometheus-viewer`. */
  readonly text: string;
}

/** A rule that was tried before the one that decides, and why it does not match. */
export interface SkippedRule extends ExplainedRule {
  readonly mismatches: readonly Mismatch[];
}

/** Why a request is decided as it is. */
export interface Explanation {
  /** The same as `decide` returns. */
  readonly decision: Decision;
  /**
   * What decides: a rule; no rule, because none matches; or the path itself, because it is outside the application or has
   * no normal form.
   */
  readonly reason: "rule" | "no-rule" | "outside" | "no-normal-form";
  /** The first rule that matches, with reason `rule` only. */
  readonly rule?: ExplainedRule;
  /** The rules before it in their order; every rule where none matches. Empty where no rule was tried. */
  readonly skipped: readonly SkippedRule[];
  /** Path that is compared with the rules, relative to the base path; absent where no rule was tried. */
  readonly comparedPath?: string;
  /** Why the path has no normal form; empty if it has one. */
  readonly defects: readonly PathDefect[];
}

const denied: Decision = { type: "deny" };

/** Explains the decision about one request: which rule matches it, and why the rules before it do not. */
export function explain(application: Application, { method, path }: RequestToExplain): Explanation {
  const comparedPath = pathWithin(application, path);
  if (comparedPath === undefined) {
    const reason = normalizePath(path) === undefined ? "no-normal-form" : "outside";
    return { decision: denied, reason, skipped: [], defects: pathDefects(path) };
  }
  const tried = application.rules.map((rule, index) => ({
    index,
    text: describeRule(application, rule),
    mismatches: mismatches(rule, method, comparedPath),
  }));
  const match = tried.findIndex((rule) => rule.mismatches.length === 0);
  const rule = application.rules[match];
  return {
    decision: rule === undefined ? denied : decisionOf(rule),
    reason: rule === undefined ? "no-rule" : "rule",
    ...(rule === undefined ? {} : { rule: { index: match, text: describeRule(application, rule) } }),
    skipped: rule === undefined ? tried : tried.slice(0, match),
    comparedPath,
    defects: [],
  };
}

function decisionOf({ require }: AccessRule): Decision {
  return require === "deny" ? denied : { type: "role", role: require.role };
}
