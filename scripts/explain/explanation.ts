import type { Decision, ExplainedRule, Explanation, Mismatch } from "../../components/access";
import type { PathTreatment } from "../../components/edge/ambiguous-paths";
import type { Authorizer, ResponsesBySession } from "../../components/edge/behaviour";
import type { Route } from "../../components/edge/route-of";
import type { Holder } from "./holders";
import type { Request } from "./requests";
import type { RuleOrigin } from "./rule-origin";

/** The explanation of one request. `--json` prints it as it is; docs/guides/explain.md lists the keys. */
export interface RequestExplanation extends Request {
  /** What serves the address. */
  readonly route: Route["type"] | "keycloak";
  readonly application?: ExplainedApplication;
  /** Everything from here on is about an application behind the sign-in. */
  readonly decision?: Decision;
  readonly reason?: Explanation["reason"];
  /** Path that is compared with the rules, relative to the application. */
  readonly comparedPath?: string;
  readonly rule?: RuleWithOrigin;
  readonly skipped?: readonly (RuleWithOrigin & { readonly mismatches: readonly Mismatch[] })[];
  /** Why the path has no normal form. */
  readonly defects?: readonly { readonly type: string; readonly text: string }[];
  /** What the edge does with such a path. */
  readonly pathTreatment?: PathTreatment;
  /** What authorizes the request. */
  readonly authorizer?: Authorizer;
  readonly responses?: { readonly browser: ResponsesBySession; readonly apiClient: ResponsesBySession };
  /** To whom the file grants the role; for Grafana, a role in Grafana. */
  readonly holders?: readonly Holder[];
}

export interface ExplainedApplication {
  readonly name: string;
  readonly url: string;
  readonly basePath: string;
  readonly service: string;
}

export type RuleWithOrigin = ExplainedRule & { readonly origin: RuleOrigin };
