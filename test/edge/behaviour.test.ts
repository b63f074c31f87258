import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Application, explain, matchesPath, normalizePath } from "../../components/access";
import { treatmentOf } from "../../components/edge/ambiguous-paths";
import { type ClientKind, type DecidedRequest, responsesTo } from "../../components/edge/behaviour";
import { compileEdge } from "../../components/edge/compilers";
import { routeOf } from "../../components/edge/route-of";
import { coreConfig } from "../../components/proxy/config/core";
import { upstreamConfig } from "../../components/proxy/config/upstreams";
import { application } from "../access/application-builder";
import { proxySettings } from "../proxy/settings";
import { answerOf as upstreamAnswer } from "../proxy/upstream-evaluator";
import { objectsOf, settings } from "./edge-settings";
import { type EdgeModel, edgeModels } from "./edges";
import { arbitraryApplications, arbitraryRequest, type Kinds } from "./evaluators/arbitrary-applications";
import type { EdgeAnswer, EdgeRequest } from "./evaluators/edge-answer";

const numRuns = 300;

const accepts: Readonly<Record<ClientKind, string>> = { browser: "text/html", "api-client": "application/json" };

type Case = [Application[], EdgeRequest, ClientKind];

function cases(kinds: Kinds): fc.Arbitrary<Case> {
  return arbitraryApplications(kinds).chain((applications) =>
    fc.tuple(
      fc.constant(applications),
      arbitraryRequest(applications),
      fc.constantFrom<ClientKind>("browser", "api-client"),
    ),
  );
}

/** What the evaluator finds in the compiled objects. */
function answerOf({ choice, evaluate }: EdgeModel, [applications, request, client]: Case): EdgeAnswer {
  const compilation = compileEdge(choice, applications, settings());
  fc.pre(compilation.ok);
  return evaluate(objectsOf(compilation)).answer({ ...request, headers: { Accept: accepts[client] } });
}

/** What the table predicts, in the words of the evaluators. */
function predicted({ choice }: EdgeModel, [applications, request, client]: Case, path: string): unknown {
  const route = routeOf({ edge: choice, applications, settings: settings() }, { host: request.host, path });
  if (route.type !== "application") {
    const outside = route.type === "unserved-path" && choice.type === "ingress-nginx" ? "deny" : "none";
    return { type: route.type.startsWith("unserved") ? outside : route.type };
  }
  const { decision, reason, comparedPath = "" } = explain(route.application, { method: request.method, path });
  const isApiPath = route.application.apiPaths.some((pattern) => matchesPath(pattern, comparedPath));
  const decided: DecidedRequest = { method: request.method, decision, reason: asReason(reason), isApiPath };
  const { withoutSession, withRole } = responsesTo(choice.type, decided, client);
  if (decision.type === "role") {
    expect(withRole).toEqual({ type: "forward" });
    const { service } = route.application;
    return { type: "role", role: decision.role, signIn: withoutSession.type !== "refuse", service: service.name };
  }
  expect(withRole).toEqual(withoutSession);
  return { type: "deny" };
}

function asReason(reason: string): DecidedRequest["reason"] {
  return reason === "rule" || reason === "no-rule" ? reason : "no-normal-form";
}

describe.each(edgeModels)("the predicted response of $title", (edge) => {
  it("is what the compiled objects give a browser and an API client", () => {
    fc.assert(
      fc.property(cases(edge.kinds), (one) => {
        const { path } = one[1];
        fc.pre(normalizePath(path) !== undefined);
        fc.pre(normalizePath(path) === normalizePath(edge.forwarded(path)));
        expect(answerOf(edge, one)).toEqual(predicted(edge, one, path));
      }),
      { numRuns },
    );
  });

  it("is that of the rewritten path, where the edge may rewrite a path first, and otherwise a refusal", () => {
    fc.assert(
      fc.property(cases(edge.kinds), (one) => {
        const [, { path }] = one;
        // The command encodes what is not ASCII, as browsers do.
        fc.pre(normalizePath(path) === undefined && !/[^\x20-\x7e]/.test(path));
        const { defects } = explain(one[0][0] as Application, one[1]);
        const answer = answerOf(edge, one);
        const treatment = treatmentOf(edge.choice, path, defects);
        const rewritten = edge.forwarded(path);
        const isRefused = answer.type === "deny" || answer.type === "none";
        const isAsRewritten = normalizePath(rewritten) !== undefined;
        expect(isRefused || (treatment === "resolved" && isAsRewritten)).toBe(true);
        if (!isRefused) {
          expect(answer).toEqual(predicted(edge, one, rewritten));
        }
      }),
      { numRuns },
    );
  });

  it("is the proxy's own at its endpoints, in every spelling of their prefix", () => {
    const paths = fc.constantFrom(
      "/oauth2/start",
      "/oauth2/",
      "/oauth2",
      "/logout",
      "/logout/",
      "/logout/x",
      "/oauth2x",
    );
    fc.assert(
      fc.property(cases(edge.kinds), paths, ([applications, request, client], path) => {
        const one: Case = [applications, { ...request, path }, client];
        const own = predicted(edge, one, path) as { type: string };
        const answer = answerOf(edge, one);
        expect(answer.type === "proxy" ? answer.type : answer).toEqual(
          ["proxy-endpoint", "logout"].includes(own.type) ? "proxy" : own,
        );
      }),
      { numRuns: numRuns / 2 },
    );
  });
});

describe("the predicted response of a proxy that requests flow through", () => {
  const singleRole = arbitraryApplications({ withMethods: false, withExactPaths: true }).map(([generated]) => {
    const { rules = [], ...rest } = generated ?? application();
    const role = { role: "user" };
    return application({
      ...rest,
      host: settings().host,
      rules: rules.map((rule) => (rule.require === "deny" ? rule : { ...rule, require: role })),
    });
  });
  const requests = singleRole.chain((generated) => fc.tuple(fc.constant(generated), arbitraryRequest([generated])));
  /** Other spellings are redirected, or refused: see docs/guides/proxy-modes.md. */
  const isPlain = (path: string): boolean => /^[\w./-]*$/.test(path) && !/\/\/|\/\.{1,2}(\/|$)/.test(path);

  it("is what its upstreams and API routes give", () => {
    fc.assert(
      fc.property(requests, ([generated, { method, path }]) => {
        const { decision, reason, comparedPath } = explain(generated, { method, path });
        fc.pre(isPlain(path) && comparedPath !== undefined);
        const isApiPath = generated.apiPaths.some((pattern) => matchesPath(pattern, comparedPath ?? ""));
        const decided = { method, decision, reason: asReason(reason), isApiPath };
        const { withoutSession, withRole } = responsesTo("reverse-proxy", decided, "browser");
        const upstreams = upstreamConfig([generated]);
        expect(withRole.type === "forward").toBe(upstreamAnswer(upstreams, path).type === "forwarded");
        const { api_routes: apiRoutes } = coreConfig(proxySettings(), { role: "user", applications: [generated] });
        const isBare = apiRoutes.some((route) => new RegExp(route).test(path));
        expect(withoutSession.type).toBe(isBare ? "refuse" : "sign-in-page");
      }),
      { numRuns },
    );
  });
});

describe("the predicted statuses", () => {
  const middleware = ["traefik", "gateway-api-traefik", "ingress-nginx"] as const;
  const role = { type: "role", role: "viewer" } as const;
  const base = { method: "GET", decision: role, reason: "rule", isApiPath: false } as const;
  const clients = ["browser", "api-client"] as const;
  const statuses = (request: DecidedRequest, session: "withoutSession" | "withoutRole" | "withRole") => {
    const all = middleware.flatMap((edge) => clients.map((client) => responsesTo(edge, request, client)[session]));
    return [...new Set(all.flatMap((response) => ("status" in response ? [response.status] : [])))].sort();
  };

  it("are those that the access matrix expects of the real edges", () => {
    const page = readFileSync(join(__dirname, "../../docs/access-matrix.md"), "utf8");
    const [, section = ""] = page.split("## Expected responses");
    const rows = section.split("\n").filter((line) => /^\| (?!Access rules|-)/.test(line));
    const documented = rows.map((row) => [...new Set((row.match(/\b[345]\d\d\b/g) ?? []).map(Number))].sort());
    const deny: DecidedRequest = { ...base, decision: { type: "deny" } };
    const denied = [...statuses(deny, "withRole"), ...statuses({ ...deny, reason: "no-rule" }, "withRole")];
    expect(documented.slice(0, 4)).toEqual([
      statuses(base, "withRole"),
      statuses(base, "withoutSession"),
      statuses(base, "withoutRole"),
      [...new Set(denied)],
    ]);
  });
});
