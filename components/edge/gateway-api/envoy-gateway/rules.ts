import type { Application } from "../../../access";
import { objectName } from "../../../kubernetes/object-name";
import { methodRegions, type Outcome } from "../../model/outcomes";
import { applicationHeaders } from "../../model/response-headers";
import { authResponseHeaders } from "../../model/stripped-headers";
import { changeRequest, httpRouteLimits, scriptHeaders, setResponseHeaders } from "../http-route";
import { byOutcome, type Cell, cellsOf, inParts } from "../matches";
import type { HttpRouteMatch, HttpRouteRule } from "../objects";

/** The rules of a route that have one outcome, by the names under which policies find them. */
export interface Section {
  readonly outcome: Extract<Outcome, { type: "role" }>;
  readonly ruleNames: readonly string[];
}

/** The rules of an application's route, and those of them that require a role. */
export interface SectionedRules {
  readonly rules: readonly HttpRouteRule[];
  readonly sections: readonly Section[];
}

/** Envoy compares the whole value of `Accept`. */
const acceptsJson = ".*application/json.*";

/**
 * The rules of one application: one match per region and method, grouped by outcome. Each match is more specific than the
 * match around it, by path, method or number of headers in the order of the Gateway API. A rule that denies has no backend
 * and no name, so it stays closed whatever happens to the policies.
 */
export function sectionedRules(application: Application): SectionedRules {
  const ambiguous: Cell = { match: { path: ambiguousPath(application) }, outcome: { type: "deny" } };
  const cells = methodRegions(application).flatMap((region) =>
    cellsOf(application, region, scriptHeaders(acceptsJson)),
  );
  const groups = byOutcome([ambiguous, ...cells]).map(({ outcome, matches }) => ({ outcome, parts: inParts(matches) }));
  return {
    rules: groups.flatMap(({ outcome, parts }) =>
      parts.map((part, index) => ruleOf(application, outcome, part, index)),
    ),
    sections: groups.flatMap(({ outcome, parts }) =>
      outcome.type === "deny" ? [] : [{ outcome, ruleNames: parts.map((_, index) => ruleName(outcome, index)) }],
    ),
  };
}

function ruleOf(
  { service }: Application,
  outcome: Outcome,
  matches: readonly HttpRouteMatch[],
  index: number,
): HttpRouteRule {
  return outcome.type === "deny"
    ? { matches }
    : {
        name: ruleName(outcome, index),
        matches,
        filters: [stripHeaders.byRule, setResponseHeaders(applicationHeaders)],
        backendRefs: [{ name: service.name, port: service.port, filters: [stripHeaders.byBackend] }],
      };
}

function ruleName({ role, isPage }: Section["outcome"], index: number): string {
  return objectName(isPage ? "page" : "bare", ...(index === 0 ? [] : [String(index + 1)]), role);
}

/**
 * Removes headers that the client could have forged or that the application must not see. Envoy removes them after the
 * external authorization, which therefore still receives the cookie. It would also remove an identity that the proxy's
 * response had set, so behind Envoy Gateway applications do not learn who the user is. Envoy rejects names with underscores
 * (400) unless the platform changes that (`ClientTrafficPolicy`, `withUnderscoresAction`). One filter holds 16 names, and a
 * rule or backend one such filter.
 */
const stripHeaders = {
  byRule: changeRequest({ remove: authResponseHeaders.slice(0, httpRouteLimits.removedHeaders) }),
  byBackend: changeRequest({ remove: authResponseHeaders.slice(httpRouteLimits.removedHeaders) }),
};

/**
 * Matches the paths below the application that it could read differently from Envoy: those that `normalizePath` refuses, in
 * the form in which Envoy matches. With the defaults of Envoy Gateway, Envoy decodes unreserved characters, resolves dots,
 * merges slashes and redirects encoded slashes to decoded ones. A `ClientTrafficPolicy` can change the latter two, so this
 * expression relies on neither. Envoy ranks a regular expression above every prefix, whatever its length, and exact paths
 * contain none of these characters.
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
  // A `%` that begins no valid escape.
  "%(?:$|[^0-9A-Fa-f]|[0-9A-Fa-f](?:$|[^0-9A-Fa-f]))",
];
