import type { Application } from "../../../access";
import { objectName } from "../../../kubernetes/object-name";
import { authResponseHeaders } from "../../model/stripped-headers";
import {
  changeRequest,
  type HttpRouteMatch,
  type HttpRouteRule,
  programHeaders,
  setResponseHeaders,
} from "../http-route";
import { type Cell, cellsOf, inParts } from "../matches";
import { type Outcome, methodRegions } from "../../model/outcomes";
import { applicationHeaders } from "../../model/response-headers";

/** Rules of a route that are answered alike, by the names under which policies find them. */
export interface Section {
  readonly answer: Extract<Outcome, { type: "role" }>;
  readonly ruleNames: readonly string[];
}

/** The rules of an application's route, and which of them ask for which role. */
export interface SectionedRules {
  readonly rules: readonly HttpRouteRule[];
  readonly sections: readonly Section[];
}

/** `Accept` as a whole, as Envoy compares it. */
const acceptsJson = ".*application/json.*";

/**
 * The rules of one application: a match for each region and method, put together by how they are answered. Every match is
 * more specific than the one around it by its path, method or number of headers, in the order of the Gateway API. What is
 * denied has nothing behind it and no name: whatever becomes of the policies, nobody gets there.
 */
export function sectionedRules(application: Application): SectionedRules {
  const ambiguous: Cell = { match: { path: ambiguousPath(application) }, answer: { type: "deny" } };
  const regions = methodRegions(application);
  const cells = [ambiguous, ...regions.flatMap((region) => cellsOf(application, region, programHeaders(acceptsJson)))];
  const parts = [...byAnswer(cells).values()].map(({ answer, matches }) => ({ answer, parts: inParts(matches) }));
  return {
    rules: parts.flatMap(({ answer, parts: matches }) =>
      matches.map((part, index) => ruleOf(application, answer, part, index)),
    ),
    sections: parts.flatMap(({ answer, parts: matches }) =>
      answer.type === "deny" ? [] : [{ answer, ruleNames: matches.map((_, index) => ruleName(answer, index)) }],
    ),
  };
}

function byAnswer(cells: readonly Cell[]): Map<string, { answer: Outcome; matches: readonly HttpRouteMatch[] }> {
  const groups = new Map<string, { answer: Outcome; matches: readonly HttpRouteMatch[] }>();
  for (const { match, answer } of cells) {
    const key = JSON.stringify(answer);
    groups.set(key, { answer, matches: [...(groups.get(key)?.matches ?? []), match] });
  }
  return groups;
}

function ruleOf(
  { service }: Application,
  answer: Outcome,
  matches: readonly HttpRouteMatch[],
  index: number,
): HttpRouteRule {
  return answer.type === "deny"
    ? { matches }
    : {
        name: ruleName(answer, index),
        matches,
        filters: [anonymous, setResponseHeaders(applicationHeaders)],
        backendRefs: [{ name: service.name, port: service.port }],
      };
}

function ruleName({ role, isPage }: Section["answer"], index: number): string {
  return objectName(isPage ? "page" : "bare", ...(index === 0 ? [] : [String(index + 1)]), role);
}

/**
 * Takes from a request what its sender forged and what the application must not see. Envoy does so after the external
 * authorization, which therefore still gets the cookie; and it would take an identity that the answer had set just as
 * well, so that behind Envoy Gateway applications are not told who asks. Names with underscores it refuses (400) unless
 * the platform says otherwise (`ClientTrafficPolicy`, `withUnderscoresAction`).
 */
const anonymous = changeRequest({ remove: authResponseHeaders });

/**
 * A path below the application that it could read differently than the edge: what `normalizePath` refuses, in the form in
 * which Envoy matches. With the defaults of Envoy Gateway, Envoy decodes unreserved characters, resolves dots, merges
 * slashes and sends encoded ones back decoded; a `ClientTrafficPolicy` can change the latter two, so none of them is left
 * to it. A regular expression stands above every prefix here, whatever the length, and an exact path holds none of these.
 */
function ambiguousPath({ basePath }: Application): HttpRouteMatch["path"] {
  const beginning = basePath.replaceAll(".", "\\.");
  return { type: "RegularExpression", value: `${beginning}/(?:/.*|.*(?:${ambiguous.join("|")}).*)` };
}

const ambiguous = [
  "//",
  "[;\\\\]",
  // Encoded: control characters, `/`, `\`, `;`, `%`, `?`, `#`.
  "%(?:[01][0-9A-Fa-f]|7[Ff]|2[Ff]|5[Cc]|3[Bb]|25|3[Ff]|23)",
  // No encoding at all.
  "%(?:$|[^0-9A-Fa-f]|[0-9A-Fa-f](?:$|[^0-9A-Fa-f]))",
];
