import fc from "fast-check";
import {
  alertmanagerApplication,
  checkApplications,
  decide,
  matchesPath,
  normalizePath,
  prometheusApplication,
  type Application,
  requiredRoles,
} from "../../components/access";
import { compileEdge } from "../../components/edge/compilers";
import { sharedNames } from "../../components/edge/traefik-middlewares";
import { spellingOf } from "../access/spellings";
import { arbitraryApplication, arbitraryRequest, type Kinds } from "./arbitrary-applications";
import { asDecision, type EdgeRequest } from "./edge-answer";
import { objectsOf, settings } from "./edge-settings";
import { HttpRouteEvaluator, type MatchRanking } from "./http-route-evaluator";
import { IngressEvaluator, type Ranking } from "./ingress-evaluator";
import { TraefikEvaluator } from "./traefik-evaluator";
import { traefikPath } from "./traefik-path";

/** The one law: what an edge answers is what `decide` says. */

const numRuns = 1000;
const everything: Kinds = { withMethods: true, withExactPaths: true };
const { clientId } = settings();

function cases(kinds: Kinds): fc.Arbitrary<[Application, EdgeRequest]> {
  return arbitraryApplication(kinds).chain((application) =>
    fc.tuple(fc.constant(application), arbitraryRequest(application)),
  );
}

function lawful(application: Application, request: EdgeRequest, path: string) {
  return request.host === application.host ? decide(application, request.method, path) : { type: "deny" };
}

const traefikObjects = (...applications: Application[]) =>
  objectsOf(compileEdge({ type: "traefik", entryPoints: ["websecure"] }, applications, settings()));

const nginxCompilation = (...applications: Application[]) =>
  compileEdge({ type: "ingress-nginx", ingressClassName: "nginx" }, applications, settings());

const gatewayCompilation = (...applications: Application[]) =>
  compileEdge({ type: "gateway-api", gateway: { name: "public", sectionName: "websecure" } }, applications, settings());

describe("the generated applications", () => {
  it("are valid, or the laws below would speak of nothing", () => {
    fc.assert(
      fc.property(arbitraryApplication(everything), (application) => {
        expect(checkApplications([application], "applications")).toEqual([]);
      }),
    );
  });
});

describe("traefik", () => {
  it("answers what decide says of the path that the application gets", () => {
    fc.assert(
      fc.property(cases(everything), ([application, request]) => {
        const answer = new TraefikEvaluator(traefikObjects(application), clientId).answer(request);
        const forwarded = traefikPath(request.path)?.forwarded ?? "";
        expect(asDecision(answer)).toEqual(lawful(application, request, forwarded));
      }),
      { numRuns },
    );
  });

  it("answers the same, with no sign-in, while the proxy has no ready pod", () => {
    fc.assert(
      fc.property(cases(everything), ([application, request]) => {
        const answer = new TraefikEvaluator(traefikObjects(application), clientId, false).answer(request);
        const forwarded = traefikPath(request.path)?.forwarded ?? "";
        expect(asDecision(answer)).toEqual(lawful(application, request, forwarded));
        expect(answer).not.toMatchObject({ signIn: true });
      }),
      { numRuns },
    );
  });

  it("opens nothing to another role when the Middleware of a role or of headers is gone", () => {
    fc.assert(
      fc.property(cases(everything), fc.nat(), ([application, request], pick) => {
        const roles = requiredRoles([application]).map(sharedNames.auth);
        const names = [sharedNames.applicationHeaders, sharedNames.pageHeaders, ...roles];
        const missing = names[pick % names.length] ?? "";
        const answer = new TraefikEvaluator(traefikObjects(application), clientId, true, missing).answer(request);
        const law = lawful(application, request, traefikPath(request.path)?.forwarded ?? "");
        expect([{ type: "deny" }, law]).toContainEqual(asDecision(answer));
      }),
      { numRuns },
    );
  });

  it("sends to the sign-in exactly browsers that ask for a page", () => {
    fc.assert(
      fc.property(cases(everything), ([application, request]) => {
        const answer = new TraefikEvaluator(traefikObjects(application), clientId).answer(request);
        fc.pre(answer.type === "role");
        const within = (normalizePath(request.path) ?? "").slice(application.path.length);
        fc.pre(normalizePath(request.path) === traefikPath(request.path)?.forwarded);
        const isApi = application.apiPaths.some((pattern) => matchesPath(pattern, within));
        const isProgram = request.headers?.Accept === "application/json";
        const expected = ["GET", "HEAD"].includes(request.method) && !isApi && !isProgram;
        expect(answer).toMatchObject({ signIn: expected });
      }),
      { numRuns: numRuns / 5 },
    );
  });
});

describe.each<MatchRanking>(["specification", "traefik"])("gateway-api, as %s ranks matches", (ranking) => {
  const evaluatorOf = (application: Application, isKnown?: (middleware: string) => boolean): HttpRouteEvaluator => {
    const compilation = gatewayCompilation(application);
    fc.pre(compilation.type === "objects");
    return new HttpRouteEvaluator(objectsOf(compilation), clientId, ranking, isKnown);
  };

  it("answers what decide says of the path that the application gets, or refuses to compile", () => {
    fc.assert(
      fc.property(cases(everything), ([application, request]) => {
        const forwarded = traefikPath(request.path)?.forwarded ?? "";
        const answer = evaluatorOf(application).answer(request);
        expect(asDecision(answer)).toEqual(lawful(application, request, forwarded));
      }),
      { numRuns },
    );
  });

  it("answers what decide says or nothing, whichever middlewares Traefik does not know", () => {
    const roles = ["sso-auth-reader", "sso-auth-writer", "sso-auth-admin"];
    const kinds = [...roles, "sso-signin", "sso-deny", "sso-forbidden", "sso-page-headers", "sso-app-headers"];
    fc.assert(
      fc.property(cases(everything), fc.subarray(kinds), ([application, request], unknown) => {
        const isKnown = (name: string): boolean => !unknown.some((kind) => name.startsWith(kind));
        const answer = asDecision(evaluatorOf(application, isKnown).answer(request));
        const law = lawful(application, request, traefikPath(request.path)?.forwarded ?? "");
        expect([law, { type: "deny" }]).toContainEqual(answer);
      }),
      { numRuns },
    );
  });

  it("sends to the sign-in exactly browsers that ask for a page", () => {
    fc.assert(
      fc.property(cases(everything), ([application, request]) => {
        const answer = evaluatorOf(application).answer(request);
        fc.pre(answer.type === "role");
        const within = (normalizePath(request.path) ?? "").slice(application.path.length);
        fc.pre(normalizePath(request.path) === traefikPath(request.path)?.forwarded);
        const isApi = application.apiPaths.some((pattern) => matchesPath(pattern, within));
        const isProgram = request.headers?.Accept === "application/json";
        const expected = ["GET", "HEAD"].includes(request.method) && !isApi && !isProgram;
        expect(answer).toMatchObject({ signIn: expected });
      }),
      { numRuns: numRuns / 5 },
    );
  });
});

describe.each<Ranking>(["ingress-nginx", "traefik-provider"])("ingress-nginx, as %s ranks paths", (ranking) => {
  const expectLaw = (application: Application, request: EdgeRequest): void => {
    const answer = new IngressEvaluator(objectsOf(nginxCompilation(application)), clientId, ranking).answer(request);
    expect(asDecision(answer)).toEqual(lawful(application, request, request.path));
  };

  it("expresses all rules without methods and exact paths, and answers what decide says", () => {
    fc.assert(
      fc.property(cases({ withMethods: false, withExactPaths: false }), ([application, request]) => {
        expectLaw(application, request);
      }),
      { numRuns },
    );
  });

  it("answers what decide says, or refuses to compile", () => {
    fc.assert(
      fc.property(cases({ withMethods: false, withExactPaths: true }), ([application, request]) => {
        fc.pre(nginxCompilation(application).type === "objects");
        expectLaw(application, request);
      }),
      { numRuns },
    );
  });

  it("sends browsers to the sign-in, except on the paths of programs", () => {
    fc.assert(
      fc.property(cases({ withMethods: false, withExactPaths: false }), ([application, request]) => {
        const objects = objectsOf(nginxCompilation(application));
        const answer = new IngressEvaluator(objects, clientId, ranking).answer(request);
        fc.pre(answer.type === "role");
        const within = (normalizePath(request.path) ?? "").slice(application.path.length);
        expect(answer).toMatchObject({ signIn: !application.apiPaths.some((pattern) => matchesPath(pattern, within)) });
      }),
      { numRuns: numRuns / 5 },
    );
  });
});

describe("the built-in applications", () => {
  const host = settings().host;
  const applications = (profile: "split" | "single-role"): [Application, Application] => [
    prometheusApplication(profile, { service: { name: "prometheus", port: 9090 }, host, path: "/prometheus" }),
    alertmanagerApplication(profile, { service: { name: "alertmanager", port: 9093 }, host, path: "/alertmanager" }),
  ];
  const requests = fc.record({
    host: fc.constant(host),
    method: fc.constantFrom("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"),
    path: fc
      .constantFrom(
        "/prometheus",
        "/prometheus/graph",
        "/prometheus/api/v1/query",
        "/prometheus/api/v1/admin/tsdb/delete_series",
        "/prometheus/-/quit",
        "/prometheus/debug/pprof/heap",
        "/alertmanager/api/v2/silences",
        "/alertmanager/api/v2/silence/1",
        "/alertmanager/-/reload",
      )
      .chain((path) => fc.oneof(fc.constant(path), spellingOf(path))),
  });
  const decideAny = (all: readonly Application[], method: string, path: string) =>
    all.map((application) => decide(application, method, path)).find(({ type }) => type === "role") ?? { type: "deny" };

  it("obey the law on traefik, both at once, in both profiles", () => {
    fc.assert(
      fc.property(fc.constantFrom("split" as const, "single-role" as const), requests, (profile, request) => {
        const all = applications(profile);
        const answer = new TraefikEvaluator(traefikObjects(...all), clientId).answer(request);
        const forwarded = traefikPath(request.path)?.forwarded ?? "";
        expect(asDecision(answer)).toEqual(decideAny(all, request.method, forwarded));
      }),
      { numRuns },
    );
  });

  it.each<MatchRanking>(["specification", "traefik"])(
    "obey the law on the gateway API as %s ranks matches, both at once, in both profiles",
    (ranking) => {
      fc.assert(
        fc.property(fc.constantFrom("split" as const, "single-role" as const), requests, (profile, request) => {
          const all = applications(profile);
          const evaluator = new HttpRouteEvaluator(objectsOf(gatewayCompilation(...all)), clientId, ranking);
          const forwarded = traefikPath(request.path)?.forwarded ?? "";
          expect(asDecision(evaluator.answer(request))).toEqual(decideAny(all, request.method, forwarded));
        }),
        { numRuns },
      );
    },
  );

  it.each<Ranking>(["ingress-nginx", "traefik-provider"])(
    "obey the law in single-role as %s ranks paths",
    (ranking) => {
      const all = applications("single-role");
      const evaluator = new IngressEvaluator(objectsOf(nginxCompilation(...all)), clientId, ranking);
      fc.assert(
        fc.property(requests, (request) => {
          expect(asDecision(evaluator.answer(request))).toEqual(decideAny(all, request.method, request.path));
        }),
        { numRuns },
      );
    },
  );
});
