import {
  cover,
  distinct,
  holds,
  type HttpMethod,
  httpMethods,
  type ParsedPathPattern,
  parsePathPattern,
  type Application,
  type Requirement,
} from "../../access";

/** How a request is answered. A page is asked for by a browser, which is shown the sign-in in place of a bare 401. */
export type Outcome =
  { readonly type: "deny" } | { readonly type: "role"; readonly role: string; readonly isPage: boolean };

/** A part of an application's paths, and what each method is answered there. */
export interface MethodRegion extends ParsedPathPattern {
  /** Methods that are named here. */
  readonly named: ReadonlyMap<HttpMethod, Outcome>;
  /** Every other method. */
  readonly others: Outcome;
}

/** Before it is known which methods must be named. */
interface WholeRegion extends ParsedPathPattern {
  readonly answers: ReadonlyMap<HttpMethod, Outcome>;
  readonly others: Outcome;
}

/**
 * Cuts an application at every path that a rule or `apiPaths` names, so that an edge which looks for the most specific
 * match answers as one that tries the rules in order. The whole application is a region too: what no rule matches is
 * denied there.
 *
 * A region names each method that a region around it names, whether or not it makes a difference inside: an edge may
 * prefer a match that names the method to one with a longer path. Traefik's Gateway provider does, up to nine characters
 * (3.7.11): with a viewer's `GET /prometheus` it would let `GET /prometheus/debug` pass a denial of every method.
 */
export function methodRegions(application: Application): MethodRegion[] {
  const patterns = ["/*", ...application.rules.flatMap(({ paths }) => paths), ...application.apiPaths];
  const all = distinct(patterns.map(parsePathPattern)).map((pattern) => regionOf(application, pattern));
  const kept = all.filter((region) => {
    const around = innermostAround(region, all);
    return around === undefined || tableKey(around) !== tableKey(region);
  });
  return kept.map((region) => ({
    path: region.path,
    withDescendants: region.withDescendants,
    named: new Map([...region.answers].filter(([method]) => isNamedAround(method, region, kept))),
    others: region.others,
  }));
}

function regionOf(application: Application, pattern: ParsedPathPattern): WholeRegion {
  const isApi = cover(application.apiPaths, pattern);
  const answerTo = (method?: HttpMethod): Outcome => {
    const rule = application.rules.find(
      ({ paths, methods }) =>
        cover(paths, pattern) && (methods === undefined || (method !== undefined && methods.includes(method))),
    );
    return answerOf(rule?.require ?? "deny", !isApi && (method === "GET" || method === "HEAD"));
  };
  const answers = new Map(httpMethods.map((method) => [method, answerTo(method)]));
  return { ...pattern, answers, others: answerTo() };
}

function answerOf(requirement: Requirement, isPage: boolean): Outcome {
  return requirement === "deny" ? { type: "deny" } : { type: "role", role: requirement.role, isPage };
}

/** Whether a method is answered unlike the others in the region or in one around it. */
function isNamedAround(method: HttpMethod, region: WholeRegion, regions: readonly WholeRegion[]): boolean {
  return regions
    .filter((other) => other === region || holds(other, region))
    .some(({ answers, others }) => answerKey(answers.get(method) ?? others) !== answerKey(others));
}

function innermostAround(region: WholeRegion, regions: readonly WholeRegion[]): WholeRegion | undefined {
  return regions
    .filter((other) => other !== region && holds(other, region))
    .sort((left, right) => right.path.length - left.path.length)[0];
}

function tableKey({ answers, others }: WholeRegion): string {
  return [...answers.values(), others].map(answerKey).join();
}

function answerKey(answer: Outcome): string {
  return answer.type === "deny" ? "deny" : `${answer.isPage ? "page" : "bare"} ${answer.role}`;
}
