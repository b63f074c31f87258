import fc from "fast-check";
import {
  alertmanagerApplication,
  type Application,
  applicationArgs,
  checkApplicationArgs,
  checkApplications,
  decide,
  matchesPath,
  normalizePath,
  prometheusApplication,
  requiredRoles,
} from "../../components/access";
import type { EdgeChoice } from "../../components/edge/args";
import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { signInHosts } from "../../components/edge/model/sign-in-endpoints";
import { sharedNames } from "../../components/edge/traefik/middlewares";
import { spellingOf } from "../../testing/paths/spellings";
import { traefikPath } from "../../testing/paths/traefik";
import { objectsOf, settings } from "./edge-settings";
import { type EdgeModel, edgeModels, everyKind } from "./edges";
import { arbitraryApplications, arbitraryRequest, foreignHost, type Kinds } from "./evaluators/arbitrary-applications";
import { asDecision, type EdgeAnswer, type EdgeRequest } from "./evaluators/edge-answer";
import { GatewayApiTraefikEvaluator, type MatchRanking } from "./evaluators/gateway-api-traefik";
import { TraefikEvaluator } from "./evaluators/traefik";

/** The one law: an edge decides each request as `decide` does. */

const numRuns = 1000;
const { clientId } = settings();

function cases(kinds: Kinds): fc.Arbitrary<[Application[], EdgeRequest]> {
  return arbitraryApplications(kinds).chain((applications) =>
    fc.tuple(fc.constant(applications), arbitraryRequest(applications)),
  );
}

/** What the rules decide about a request to any of the applications: each answers on its own host only. */
function lawful(applications: readonly Application[], request: EdgeRequest, path: string) {
  const asked = applicationOf(applications, request, path);
  return asked === undefined ? { type: "deny" } : decide(asked, request.method, path);
}

/** The application of which some role may make the request. Locations of applications do not overlap. */
function applicationOf(applications: readonly Application[], { host, method }: EdgeRequest, path: string) {
  return applications.find(
    (application) => application.host === host && decide(application, method, path).type === "role",
  );
}

/** Whether a request that some role may make is one of a browser for a page. */
function asksForPage(applications: readonly Application[], request: EdgeRequest): boolean {
  const path = normalizePath(request.path) ?? "";
  const asked = applicationOf(applications, request, path);
  const within = path.slice(asked?.basePath.length ?? 0);
  return !asked?.apiPaths.some((pattern) => matchesPath(pattern, within));
}

/** Compiled objects. A case that the edge cannot express is skipped: then there is an error, and nothing is created. */
function compiled(choice: EdgeChoice, applications: readonly Application[]): readonly EdgeObject[] {
  const result = compileEdge(choice, applications, settings());
  fc.pre(result.ok);
  return objectsOf(result);
}

function answerOf(
  { choice, evaluate }: EdgeModel,
  applications: readonly Application[],
  request: EdgeRequest,
): EdgeAnswer {
  return evaluate(compiled(choice, applications)).answer(request);
}

describe("the generated applications", () => {
  it("are valid, or the laws below would prove nothing", () => {
    fc.assert(
      fc.property(arbitraryApplications(everyKind), (applications) => {
        expect(checkApplicationArgs(applications.map(applicationArgs), "applications")).toEqual([]);
        expect(checkApplications(applications.map((location) => ({ location })))).toEqual([]);
      }),
    );
  });
});

describe.each(edgeModels)("$title", (edge) => {
  it("decides as `decide` about the path that the application receives, on a shared host and on separate hosts", () => {
    fc.assert(
      fc.property(cases(edge.kinds), ([applications, request]) => {
        const forwarded = edge.forwarded(request.path);
        const answer = answerOf(edge, applications, request);
        expect(asDecision(answer)).toEqual(lawful(applications, request, forwarded));
        const service = applicationOf(applications, request, forwarded)?.service.name;
        expect(answer).toMatchObject(answer.type === "role" ? { service } : {});
      }),
      { numRuns },
    );
  });

  it("shows the sign-in only to browsers that request a page", () => {
    fc.assert(
      fc.property(cases(edge.kinds), ([applications, request]) => {
        const answer = answerOf(edge, applications, request);
        fc.pre(answer.type === "role");
        fc.pre(normalizePath(request.path) === normalizePath(edge.forwarded(request.path)));
        const isScript = request.headers?.Accept === "application/json" || !["GET", "HEAD"].includes(request.method);
        const isBrowser = !(edge.seesScripts && isScript);
        expect(answer).toMatchObject({ signIn: isBrowser && asksForPage(applications, request) });
      }),
      { numRuns: numRuns / 5 },
    );
  });

  it("serves sign-in and sign-out on every host that users sign in on, whatever the applications", () => {
    const endpoint = fc.constantFrom("/oauth2/start", "/oauth2/callback", "/oauth2/sign_in", "/logout");
    fc.assert(
      fc.property(arbitraryApplications(edge.kinds), endpoint, fc.nat(), (applications, path, pick) => {
        const hosts = signInHosts(applications, settings());
        const host = hosts[pick % hosts.length] ?? "";
        const answer = answerOf(edge, applications, { host, method: "GET", path });
        const [first] = applications.filter((application) => application.host === host);
        const redirect = `https://${host}/oauth2/sign_out?rd=/oauth2/sign_in?signed_out=${first?.basePath ?? ""}/`;
        expect(answer).toEqual(path === "/logout" ? { type: "proxy", redirect } : { type: "proxy" });
      }),
      { numRuns: numRuns / 5 },
    );
  });

  it("serves neither on a host of nobody in the stack", () => {
    fc.assert(
      fc.property(arbitraryApplications(edge.kinds), fc.constantFrom("/oauth2/start", "/logout"), (all, path) => {
        expect(answerOf(edge, all, { host: foreignHost, method: "GET", path })).toEqual({ type: "none" });
      }),
      { numRuns: numRuns / 10 },
    );
  });
});

const gateway = { name: "public", sectionName: "websecure" };

describe("traefik", () => {
  const objectsFor = (applications: readonly Application[]) =>
    compiled({ type: "traefik", entryPoints: ["websecure"] }, applications);

  it("decides the same, without a sign-in page, while the proxy has no ready pod", () => {
    fc.assert(
      fc.property(cases(everyKind), ([applications, request]) => {
        const evaluator = new TraefikEvaluator(objectsFor(applications), { clientId, proxyIsReady: false });
        const answer = evaluator.answer(request);
        const forwarded = traefikPath(request.path)?.forwarded ?? "";
        expect(asDecision(answer)).toEqual(lawful(applications, request, forwarded));
        expect(answer).not.toMatchObject({ signIn: true });
      }),
      { numRuns },
    );
  });

  it("opens nothing to another role when the Middleware of a role or of headers is missing", () => {
    fc.assert(
      fc.property(cases(everyKind), fc.nat(), ([applications, request], pick) => {
        const roles = requiredRoles(applications).map(sharedNames.auth);
        const names = [sharedNames.applicationHeaders, sharedNames.pageHeaders, ...roles];
        const missing = names[pick % names.length] ?? "";
        const answer = new TraefikEvaluator(objectsFor(applications), { clientId, missing }).answer(request);
        const law = lawful(applications, request, traefikPath(request.path)?.forwarded ?? "");
        expect([{ type: "deny" }, law]).toContainEqual(asDecision(answer));
      }),
      { numRuns },
    );
  });
});

describe.each<MatchRanking>(["specification", "traefik"])("gateway-api-traefik, as %s ranks matches", (ranking) => {
  it("decides as `decide` or denies, whichever Middlewares Traefik does not know", () => {
    const roles = ["sso-auth-reader", "sso-auth-writer", "sso-auth-admin"];
    const kinds = [...roles, "sso-signin", "sso-deny", "sso-forbidden", "sso-page-headers", "sso-app-headers"];
    fc.assert(
      fc.property(cases(everyKind), fc.subarray(kinds), ([applications, request], unknown) => {
        const isKnown = (name: string): boolean => !unknown.some((kind) => name.startsWith(kind));
        const objects = compiled({ type: "gateway-api-traefik", gateway }, applications);
        const evaluator = new GatewayApiTraefikEvaluator(objects, { clientId, ranking, isKnown });
        const law = lawful(applications, request, traefikPath(request.path)?.forwarded ?? "");
        expect([law, { type: "deny" }]).toContainEqual(asDecision(evaluator.answer(request)));
      }),
      { numRuns },
    );
  });
});

describe.each(edgeModels.filter(({ choice }) => choice.type === "envoy-gateway"))("$title", (edge) => {
  it("decides as `decide` or denies, whichever policies of single rules are missing", () => {
    const kinds = ["reader", "writer", "admin"].flatMap((role) => [
      `sso-auth-tool-0-${role}`,
      `sso-auth-tool-1-${role}`,
    ]);
    fc.assert(
      fc.property(cases(everyKind), fc.subarray([...kinds, "sso-pages"]), ([applications, request], missing) => {
        const left = compiled(edge.choice, applications).filter(
          ({ metadata }) => !missing.some((kind) => metadata.name.startsWith(kind)),
        );
        const answer = edge.evaluate(left).answer(request);
        const law = lawful(applications, request, edge.forwarded(request.path));
        expect([law, { type: "deny" }]).toContainEqual(asDecision(answer));
      }),
      { numRuns },
    );
  });
});

describe("ingress-nginx", () => {
  it("expresses all rules without methods and exact paths", () => {
    const choice = { type: "ingress-nginx", ingressClassName: "nginx" } as const;
    fc.assert(
      fc.property(arbitraryApplications({ withMethods: false, withExactPaths: false }), (applications) => {
        expect(compileEdge(choice, applications, settings()).ok).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe.each(["paths of one host", "separate hosts"])("the built-in applications on %s", (layout) => {
  const { host } = settings();
  const locations = {
    "paths of one host": [
      { host, basePath: "/prometheus" },
      { host, basePath: "/alertmanager" },
    ],
    "separate hosts": [
      { host: "prometheus.example.com", basePath: "" },
      { host: "alertmanager.example.com", basePath: "" },
    ],
  }[layout];
  const [forPrometheus = { host, basePath: "" }, forAlertmanager = { host, basePath: "" }] = locations ?? [];
  const applications = (profile: "split" | "single-role"): [Application, Application] => [
    prometheusApplication(profile, { service: { name: "prometheus", port: 9090 }, ...forPrometheus }),
    alertmanagerApplication(profile, { service: { name: "alertmanager", port: 9093 }, ...forAlertmanager }),
  ];
  const requests = fc
    .tuple(
      fc.constantFrom(
        ...["", "/graph", "/api/v1/query", "/api/v1/admin/tsdb/delete_series", "/-/quit", "/debug/pprof/heap"].map(
          (path) => ({ ...forPrometheus, path: forPrometheus.basePath + path }),
        ),
        ...["/api/v2/silences", "/api/v2/silence/1", "/-/reload"].map((path) => ({
          ...forAlertmanager,
          path: forAlertmanager.basePath + path,
        })),
      ),
      fc.constantFrom("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"),
    )
    .chain(([location, method]) =>
      fc.record({
        host: fc.constant(location.host),
        method: fc.constant(method),
        path: fc.oneof(fc.constant(location.path || "/"), spellingOf(location.path || "/")),
      }),
    );
  const profiles = (edge: EdgeModel) =>
    edge.kinds.withMethods ? (["split", "single-role"] as const) : (["single-role"] as const);

  it.each(edgeModels)("obey the law on $title, together, in every profile that it can express", (edge) => {
    const stacks = profiles(edge).map((profile) => {
      const all = applications(profile);
      return { all, evaluator: edge.evaluate(objectsOf(compileEdge(edge.choice, all, settings()))) };
    });
    fc.assert(
      fc.property(fc.constantFrom(...stacks), requests, ({ all, evaluator }, request) => {
        expect(asDecision(evaluator.answer(request))).toEqual(lawful(all, request, edge.forwarded(request.path)));
      }),
      { numRuns },
    );
  });
});
