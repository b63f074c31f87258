import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Application } from "../../components/access";
import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { application } from "../access/application-builder";
import { objectsOf, settings } from "./edge-settings";
import { type EdgeModel, edgeModels } from "./edges";
import { arbitraryApplications, arbitraryRequest, type Kinds } from "./evaluators/arbitrary-applications";
import type { EdgeAnswer, EdgeRequest } from "./evaluators/edge-answer";
import { TiedAnswers } from "./evaluators/http-route";

/**
 * From old rules to new ones, step by step. After each step that the cluster has taken, also if no other one follows, a
 * request is answered as before, as afterwards, or denied.
 */

/** The applications of a stack. The edge serves those that are open without asking the proxy. */
interface Version {
  readonly applications: readonly Application[];
  readonly open: readonly Application[];
}

interface Update {
  readonly before: Version;
  readonly after: Version;
  readonly requests: readonly EdgeRequest[];
}

const passthrough = ["first", "second"];

function arbitraryVersion(kinds: Kinds): fc.Arbitrary<Version> {
  return fc.tuple(arbitraryApplications(kinds), fc.nat({ max: 9 })).map(([all, pick]) => ({
    applications: all.filter((_, index) => index !== pick),
    open: all.filter((_, index) => index === pick),
  }));
}

/** Mostly new rules for the same applications, or one application less or more, or different places. */
function arbitraryUpdate(kinds: Kinds): fc.Arbitrary<Update> {
  const versions = fc
    .tuple(arbitraryVersion(kinds), arbitraryVersion(kinds), fc.nat({ max: 3 }), fc.nat({ max: 4 }))
    .map(([before, after, move, left]) => ({
      before,
      after: withoutOne(move === 0 ? after : inPlaceOf(before, after), left),
    }));
  return versions.chain(({ before, after }) => {
    const all = [before, after].flatMap(({ applications, open }) => [...applications, ...open]);
    return fc.record({
      before: fc.constant(before),
      after: fc.constant(after),
      requests: fc.array(arbitraryRequest(all), { minLength: 4, maxLength: 8 }),
    });
  });
}

/** The rules of before with one of after in front, or without the first one: most paths change their role or their owner. */
function inPlaceOf(before: Version, after: Version): Version {
  const places = new Map([...before.applications, ...before.open].map((one) => [one.name, one]));
  const moved = (one: Application): Application => {
    const { host, basePath, rules } = places.get(one.name) ?? one;
    const [added] = one.rules;
    const [removed, ...rest] = rules;
    const changed = [
      ...(added === undefined ? [] : [added]),
      ...(rest.length > 1 || removed === undefined ? rest : rules),
    ];
    return { ...one, host, basePath, rules: one.rules.length > 2 ? one.rules : changed };
  };
  return { applications: after.applications.map(moved), open: after.open.map(moved) };
}

function withoutOne({ applications, open }: Version, index: number): Version {
  return { applications: applications.filter((_, at) => at !== index), open };
}

function compiled({ choice }: EdgeModel, { applications, open }: Version): readonly EdgeObject[] {
  const result = compileEdge(choice, applications, settings({ passthroughApplications: open }));
  fc.pre(result.ok);
  return objectsOf(result);
}

const keyOf = ({ kind, metadata }: EdgeObject): string => `${kind} ${metadata.name}`;

/** The objects of the cluster after each step: creations and updates in their order, then deletions in the reverse one. */
function steps(before: readonly EdgeObject[], after: readonly EdgeObject[]): (readonly EdgeObject[])[] {
  const cluster = new Map(before.map((object) => [keyOf(object), object]));
  const states: (readonly EdgeObject[])[] = [[...before]];
  for (const object of after.filter((each) => !isDeepStrictEqual(cluster.get(keyOf(each)), each))) {
    cluster.set(keyOf(object), object);
    states.push([...cluster.values()]);
  }
  const kept = new Set(after.map(keyOf));
  for (const key of before
    .map(keyOf)
    .filter((each) => !kept.has(each))
    .reverse()) {
    cluster.delete(key);
    states.push([...cluster.values()]);
  }
  return states;
}

/** Who may make the request, and what receives it. */
function grant(answer: EdgeAnswer): unknown {
  switch (answer.type) {
    case "none":
    case "deny":
      return "nobody";
    case "role":
      return { role: answer.role, service: answer.service };
    case "proxy":
      return answer.type;
    case "pass-through":
      return { open: answer.service };
  }
}

/** What a state of the cluster may answer to a request: more than one answer where the edge may choose between matches. */
type Grants = (request: EdgeRequest) => unknown[];

function grantsOf(edge: EdgeModel, objects: readonly EdgeObject[]): Grants {
  const evaluator = edge.evaluate(objects, { passthrough });
  return (request) => {
    try {
      return [grant(evaluator.answer(request))];
    } catch (error) {
      if (error instanceof TiedAnswers) {
        return error.answers.map(grant);
      }
      throw error;
    }
  };
}

function checkUpdate(edge: EdgeModel, { before, after, requests }: Update): void {
  const states = steps(compiled(edge, before), compiled(edge, after)).map((objects) => grantsOf(edge, objects));
  const [first, last] = [states[0]!, states.at(-1)!];
  const wrong = requests.flatMap((request) => {
    const allowed = [...first(request), ...last(request), "nobody"];
    const isAllowed = (each: unknown): boolean => allowed.some((one) => isDeepStrictEqual(one, each));
    return states.flatMap((state, step) =>
      state(request)
        .filter((each) => !isAllowed(each))
        .map((each) => ({ step, request, each, allowed })),
    );
  });
  expect(wrong).toEqual([]);
}

/** Only behind ingress-nginx does one application have several objects that decide. */
describe.each(edgeModels)("an update of the rules on $title", (edge) => {
  it("grants at no step what neither the old rules grant nor the new ones", () => {
    fc.assert(
      fc.property(arbitraryUpdate(edge.kinds), (update) => {
        checkUpdate(edge, update);
      }),
      { numRuns: edge.choice.type === "ingress-nginx" ? 500 : 150 },
    );
  });

  it("takes no second object for a path that changes its role", () => {
    const rules = (role: string) => [
      { paths: ["/reports/*" as const], require: { role } },
      { paths: ["/*" as const], require: { role: "user" } },
    ];
    const version = (role: string): Version => ({ applications: [application({ rules: rules(role) })], open: [] });
    const states = steps(compiled(edge, version("reader")), compiled(edge, version("writer")));
    const request = { host: "monitoring.example.com", method: "GET", path: "/tool/reports/1" };
    const seen = states.flatMap((objects) => grantsOf(edge, objects)(request)).map((each) => JSON.stringify(each));
    const roles = ["reader", "writer"].map((role) => JSON.stringify({ role, service: "tool" }));
    expect([...new Set(seen)]).toEqual(roles);
  });
});
