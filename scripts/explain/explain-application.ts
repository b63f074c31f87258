import {
  type Application,
  type Decision,
  describeDefect,
  explain,
  type ExplainedRule,
  type Explanation,
  matchesPath,
  type PathDefect,
} from "../../components/access";
import { type PathTreatment, treatmentOf } from "../../components/edge/ambiguous-paths";
import { type Authorizer, authorizerOf, responsesTo } from "../../components/edge/behaviour";
import type { PassthroughApplication } from "../../components/edge/contract";
import type { ExplainedApplication, RequestExplanation } from "./explanation";
import { holdersOf } from "./holders";
import type { Request } from "./requests";
import { type RuleOrigin, ruleOrigin } from "./rule-origin";
import type { Stack } from "./stack-file";

type ApplicationExplanation = Omit<RequestExplanation, Exclude<keyof Request, "notes"> | "route">;

/** Which rule decides, who holds its role, and what the edge responds. */
export function explainApplication(stack: Stack, application: Application, request: Request): ApplicationExplanation {
  const { decision, reason, rule, skipped, defects, comparedPath } = explain(application, request);
  const treatment = defects.length === 0 ? undefined : pathTreatment(stack, request.path, defects);
  const originOf = (one: ExplainedRule): RuleOrigin => ruleOrigin(stack, application, one.index);
  return {
    application: describeApplication(application),
    notes: [...request.notes, ...(isRespelledByProxy(stack, request.path) ? [respelledNote] : [])],
    decision,
    reason,
    ...(comparedPath === undefined ? {} : { comparedPath }),
    ...(rule === undefined ? {} : { rule: { ...rule, origin: originOf(rule) } }),
    skipped: skipped.map((one) => ({ ...one, origin: originOf(one) })),
    ...(treatment === undefined
      ? {}
      : {
          defects: defects.map((type) => ({ type, text: describeDefect(type) })),
          pathTreatment: treatment,
        }),
    authorizer: authorizer(stack),
    ...(treatment === undefined || treatment === "refused"
      ? { responses: responses(stack, application, { method: request.method, decision, reason, comparedPath }) }
      : {}),
    ...(decision.type === "role" ? { holders: holdersOf(stack, decision.role) } : {}),
  };
}

interface Decided {
  readonly method: string;
  readonly decision: Decision;
  readonly reason: Explanation["reason"];
  readonly comparedPath: string | undefined;
}

/** In mode `reverse-proxy` the proxy compares a path as it was sent, in its own way. */
function isRespelledByProxy(stack: Stack, path: string): boolean {
  return authorizer(stack) === "reverse-proxy" && /%|\/\/|\/\.{1,2}(?:\/|$)/.test(path);
}

const respelledNote =
  "oauth2-proxy redirects //, . and .. to the plain spelling first, and refuses most encoded characters (docs/guides/proxy-modes.md).";

function authorizer({ edge, settings }: Stack): Authorizer {
  return authorizerOf(edge, settings.mode);
}

/** What an edge does not refuse, a proxy that requests flow through refuses. */
function pathTreatment(stack: Stack, path: string, defects: readonly PathDefect[]): PathTreatment {
  const byEdge = treatmentOf(stack.edge, path, defects);
  return byEdge === "unchecked" && authorizer(stack) === "reverse-proxy" ? "refused" : byEdge;
}

function responses(
  stack: Stack,
  { apiPaths }: Application,
  { method, decision, reason, comparedPath = "" }: Decided,
): RequestExplanation["responses"] {
  const isApiPath = apiPaths.some((pattern) => matchesPath(pattern, comparedPath));
  // A path outside the application has no route to it: only a path without normal form can be left.
  const decided = { method, decision, reason: reason === "outside" ? "no-normal-form" : reason, isApiPath } as const;
  return {
    browser: responsesTo(authorizer(stack), decided, "browser"),
    apiClient: responsesTo(authorizer(stack), decided, "api-client"),
  };
}

export function describeApplication({ name, host, basePath, service }: PassthroughApplication): ExplainedApplication {
  return { name, url: `https://${host}${basePath}`, basePath, service: `${service.name}:${service.port}` };
}
