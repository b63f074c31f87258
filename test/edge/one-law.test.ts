import fc from "fast-check";
import {
  alertmanagerApplication,
  applicationArgs,
  checkApplicationArgs,
  checkApplications,
  decide,
  matchesPath,
  normalizePath,
  prometheusApplication,
  type Application,
  requiredRoles,
} from "../../components/access";
import { signInHosts } from "../../components/edge/model/sign-in-endpoints";
import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { sharedNames } from "../../components/edge/traefik/middlewares";
import { spellingOf } from "../../testing/paths/spellings";
import { arbitraryApplications, arbitraryRequest, foreignHost, type Kinds } from "./evaluators/arbitrary-applications";
import { asDecision, type EdgeAnswer, type EdgeRequest } from "./evaluators/edge-answer";
import { objectsOf, settings } from "./edge-settings";
import { EnvoyGatewayEvaluator } from "./evaluators/envoy-gateway";
import { defaultPathSettings, envoyPath, type EnvoyPathSettings, laxPathSettings } from "../../testing/paths/envoy";
import { HttpRouteEvaluator, type MatchRanking } from "./evaluators/http-route";
import { IngressEvaluator, type Ranking } from "./evaluators/ingress";
import { accepted, type Checked } from "../../components/validation/problem";
import { TraefikEvaluator } from "./evaluators/traefik";
import { traefikPath } from "../../testing/paths/traefik";

/** The one law: what an edge answers is what `decide` says. */

const numRuns = 1000;
const everything: Kinds = { withMethods: true, withExactPaths: true };
const { clientId } = settings();

function cases(kinds: Kinds): fc.Arbitrary<[Application[], EdgeRequest]> {
  return arbitraryApplications(kinds).chain((applications) =>
    fc.tuple(fc.constant(applications), arbitraryRequest(applications)),
  );
}

/** What the rules say of a request to any of the applications: each answers on its own host only. */
function lawful(applications: readonly Application[], request: EdgeRequest, path: string) {
  const asked = applicationOf(applications, request, path);
  return asked === undefined ? { type: "deny" } : decide(asked, request.method, path);
}

/** The application that some role opens to the request: their places are apart. */
function applicationOf(applications: readonly Application[], { host, method }: EdgeRequest, path: string) {
  return applications.find(
    (application) => application.host === host && decide(application, method, path).type === "role",
  );
}

/** Whether a request that some role opens is one of a browser for a page. */
function asksForPage(applications: readonly Application[], request: EdgeRequest): boolean {
  const path = normalizePath(request.path) ?? "";
  const asked = applicationOf(applications, request, path);
  const within = path.slice(asked?.basePath.length ?? 0);
  return !asked?.apiPaths.some((pattern) => matchesPath(pattern, within));
}

const traefikObjects = (...applications: Application[]) =>
  objectsOf(compileEdge({ type: "traefik", entryPoints: ["websecure"] }, applications, settings()));

const nginxCompilation = (...applications: Application[]) =>
  compileEdge({ type: "ingress-nginx", ingressClassName: "nginx" }, applications, settings());

const gateway = { name: "public", sectionName: "websecure" };

const gatewayCompilation = (...applications: Application[]) =>
  compileEdge({ type: "gateway-api-traefik", gateway }, applications, settings());

const envoyCompilation = (...applications: Application[]) =>
  compileEdge({ type: "envoy-gateway", gateway }, applications, settings());

/** Refused rather than merged, where the platform has not merged the slashes. */
function forwardedByEnvoy(path: string, pathSettings: EnvoyPathSettings): string {
  const forwarded = envoyPath(path, pathSettings) ?? "";
  return forwarded.includes("//") ? "" : forwarded;
}

/** An edge as the law sees it. */
interface Edge {
  readonly title: string;
  /** What it can express. */
  readonly kinds: Kinds;
  readonly compile: (...applications: Application[]) => Checked<readonly EdgeObject[]>;
  readonly evaluate: (objects: readonly EdgeObject[]) => { answer(request: EdgeRequest): EdgeAnswer };
  /** The path that the application gets, of which the rules speak. */
  readonly forwarded: (path: string) => string;
  /** Whether programs are told from browsers by more than the path. */
  readonly seesPrograms: boolean;
}

const byTraefik = {
  kinds: everything,
  forwarded: (path: string): string => traefikPath(path)?.forwarded ?? "",
  seesPrograms: true,
};

const edges: readonly Edge[] = [
  {
    ...byTraefik,
    title: "traefik",
    compile: (...applications) => accepted(traefikObjects(...applications)),
    evaluate: (objects) => new TraefikEvaluator(objects, clientId),
  },
  ...(["specification", "traefik"] as const).map((ranking: MatchRanking) => ({
    ...byTraefik,
    title: `gateway-api, as ${ranking} ranks matches`,
    compile: gatewayCompilation,
    evaluate: (objects: readonly EdgeObject[]) => new HttpRouteEvaluator(objects, clientId, ranking),
  })),
  ...[defaultPathSettings, laxPathSettings].map((pathSettings) => ({
    title: `envoy-gateway, with paths treated as ${JSON.stringify(pathSettings)}`,
    kinds: everything,
    compile: envoyCompilation,
    evaluate: (objects: readonly EdgeObject[]) => new EnvoyGatewayEvaluator(objects, clientId, pathSettings),
    forwarded: (path: string) => forwardedByEnvoy(path, pathSettings),
    seesPrograms: true,
  })),
  ...(["ingress-nginx", "traefik-provider"] as const).map((ranking: Ranking) => ({
    title: `ingress-nginx, as ${ranking} ranks paths`,
    kinds: { withMethods: false, withExactPaths: true },
    compile: nginxCompilation,
    evaluate: (objects: readonly EdgeObject[]) => new IngressEvaluator(objects, clientId, ranking),
    forwarded: (path: string) => path,
    seesPrograms: false,
  })),
];

/** The answer, if the edge can express the rules at all: it says so, and nothing is created, if it cannot. */
function answerOf({ compile, evaluate }: Edge, applications: readonly Application[], request: EdgeRequest): EdgeAnswer {
  const compilation = compile(...applications);
  fc.pre(compilation.ok);
  return evaluate(objectsOf(compilation)).answer(request);
}

describe("the generated applications", () => {
  it("are valid, or the laws below would speak of nothing", () => {
    fc.assert(
      fc.property(arbitraryApplications(everything), (applications) => {
        expect(checkApplicationArgs(applications.map(applicationArgs), "applications")).toEqual([]);
        expect(checkApplications(applications.map((location) => ({ location })))).toEqual([]);
      }),
    );
  });
});

describe.each(edges)("$title", (edge) => {
  it("answers what decide says of the path that the application gets, on a shared host and on hosts of their own", () => {
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

  it("sends to the sign-in exactly browsers that ask for a page", () => {
    fc.assert(
      fc.property(cases(edge.kinds), ([applications, request]) => {
        const answer = answerOf(edge, applications, request);
        fc.pre(answer.type === "role");
        fc.pre(normalizePath(request.path) === normalizePath(edge.forwarded(request.path)));
        const isProgram = request.headers?.Accept === "application/json" || !["GET", "HEAD"].includes(request.method);
        const isBrowser = !(edge.seesPrograms && isProgram);
        expect(answer).toMatchObject({ signIn: isBrowser && asksForPage(applications, request) });
      }),
      { numRuns: numRuns / 5 },
    );
  });

  it("leaves the sign-in and the way out on every host that people sign in on, whatever the applications", () => {
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

  it("serves neither on a host that is nobody's here", () => {
    fc.assert(
      fc.property(arbitraryApplications(edge.kinds), fc.constantFrom("/oauth2/start", "/logout"), (all, path) => {
        expect(answerOf(edge, all, { host: foreignHost, method: "GET", path })).toEqual({ type: "none" });
      }),
      { numRuns: numRuns / 10 },
    );
  });
});

describe("traefik", () => {
  it("answers the same, with no sign-in, while the proxy has no ready pod", () => {
    fc.assert(
      fc.property(cases(everything), ([applications, request]) => {
        const answer = new TraefikEvaluator(traefikObjects(...applications), clientId, false).answer(request);
        const forwarded = traefikPath(request.path)?.forwarded ?? "";
        expect(asDecision(answer)).toEqual(lawful(applications, request, forwarded));
        expect(answer).not.toMatchObject({ signIn: true });
      }),
      { numRuns },
    );
  });

  it("opens nothing to another role when the Middleware of a role or of headers is gone", () => {
    fc.assert(
      fc.property(cases(everything), fc.nat(), ([applications, request], pick) => {
        const roles = requiredRoles(applications).map(sharedNames.auth);
        const names = [sharedNames.applicationHeaders, sharedNames.pageHeaders, ...roles];
        const missing = names[pick % names.length] ?? "";
        const answer = new TraefikEvaluator(traefikObjects(...applications), clientId, true, missing).answer(request);
        const law = lawful(applications, request, traefikPath(request.path)?.forwarded ?? "");
        expect([{ type: "deny" }, law]).toContainEqual(asDecision(answer));
      }),
      { numRuns },
    );
  });
});

describe.each<MatchRanking>(["specification", "traefik"])("gateway-api, as %s ranks matches", (ranking) => {
  it("answers what decide says or nothing, whichever middlewares Traefik does not know", () => {
    const roles = ["sso-auth-reader", "sso-auth-writer", "sso-auth-admin"];
    const kinds = [...roles, "sso-signin", "sso-deny", "sso-forbidden", "sso-page-headers", "sso-app-headers"];
    fc.assert(
      fc.property(cases(everything), fc.subarray(kinds), ([applications, request], unknown) => {
        const compilation = gatewayCompilation(...applications);
        fc.pre(compilation.ok);
        const isKnown = (name: string): boolean => !unknown.some((kind) => name.startsWith(kind));
        const evaluator = new HttpRouteEvaluator(objectsOf(compilation), clientId, ranking, isKnown);
        const law = lawful(applications, request, traefikPath(request.path)?.forwarded ?? "");
        expect([law, { type: "deny" }]).toContainEqual(asDecision(evaluator.answer(request)));
      }),
      { numRuns },
    );
  });
});

describe.each([defaultPathSettings, laxPathSettings])("envoy-gateway, with paths treated as %j", (pathSettings) => {
  it("answers what decide says or nothing, whichever policies of single rules are gone", () => {
    const kinds = ["reader", "writer", "admin"].flatMap((role) => [
      `sso-auth-tool-0-${role}`,
      `sso-auth-tool-1-${role}`,
    ]);
    fc.assert(
      fc.property(cases(everything), fc.subarray([...kinds, "sso-pages"]), ([applications, request], gone) => {
        const compilation = envoyCompilation(...applications);
        fc.pre(compilation.ok);
        const left = objectsOf(compilation).filter(
          ({ metadata }) => !gone.some((kind) => metadata.name.startsWith(kind)),
        );
        const answer = new EnvoyGatewayEvaluator(left, clientId, pathSettings).answer(request);
        const law = lawful(applications, request, forwardedByEnvoy(request.path, pathSettings));
        expect([law, { type: "deny" }]).toContainEqual(asDecision(answer));
      }),
      { numRuns },
    );
  });
});

describe("ingress-nginx", () => {
  it("expresses all rules without methods and exact paths", () => {
    fc.assert(
      fc.property(arbitraryApplications({ withMethods: false, withExactPaths: false }), (applications) => {
        expect(nginxCompilation(...applications).ok).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe.each(["paths of one host", "hosts of their own"])("the built-in applications on %s", (layout) => {
  const { host } = settings();
  const places = {
    "paths of one host": [
      { host, basePath: "/prometheus" },
      { host, basePath: "/alertmanager" },
    ],
    "hosts of their own": [
      { host: "prometheus.example.com", basePath: "" },
      { host: "alertmanager.example.com", basePath: "" },
    ],
  }[layout];
  const [forPrometheus = { host, basePath: "" }, forAlertmanager = { host, basePath: "" }] = places ?? [];
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
    .chain(([place, method]) =>
      fc.record({
        host: fc.constant(place.host),
        method: fc.constant(method),
        path: fc.oneof(fc.constant(place.path || "/"), spellingOf(place.path || "/")),
      }),
    );
  const profiles = (edge: Edge) =>
    edge.kinds.withMethods ? (["split", "single-role"] as const) : (["single-role"] as const);

  it.each(edges)("obey the law on $title, both at once, in every profile that it can express", (edge) => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles(edge)), requests, (profile, request) => {
        const all = applications(profile);
        const answer = edge.evaluate(objectsOf(edge.compile(...all))).answer(request);
        expect(asDecision(answer)).toEqual(lawful(all, request, edge.forwarded(request.path)));
      }),
      { numRuns },
    );
  });
});
