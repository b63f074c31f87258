import fc from "fast-check";
import type { Application } from "../../components/access";
import { compileApplication, compileEdge } from "../../components/edge/compilers";
import type { EdgeObject, EdgeSettings } from "../../components/edge/contract";
import { application } from "../access/application-builder";
import { grafana, objectsOf, ofKind, problemsOf, settings } from "./edge-settings";
import { edges, type EdgeUnderTest } from "./edges";
import { arbitraryApplications } from "./evaluators/arbitrary-applications";
import { type Reference, referencesOf } from "./references";

/** What holds for every edge. Each edge's own test shows how it renders this. */

const own = application({ name: "own", host: "own.example.com", basePath: "" });

const compiled = (
  { choice }: EdgeUnderTest,
  applications: readonly Application[] = [application()],
  overrides: Partial<EdgeSettings> = {},
) => objectsOf(compileEdge(choice, applications, settings(overrides)));

/** Stacks, and applications that are added to a stack. */
function arbitraryObjects({ choice, kinds }: EdgeUnderTest): fc.Arbitrary<readonly EdgeObject[]> {
  return fc
    .tuple(arbitraryApplications(kinds), fc.boolean())
    .map(([applications, isStack]) => {
      const [first = application()] = applications;
      return isStack
        ? compileEdge(choice, applications, settings({ passthroughApplications: [grafana] }))
        : compileApplication(choice, first, settings());
    })
    .filter(({ ok }) => ok)
    .map(objectsOf);
}

describe.each(edges)("every object of $choice.type", (edge) => {
  const objects = compiled(edge, [application(), own], { passthroughApplications: [grafana] });

  it("is in the namespace of the stack", () => {
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(["monitoring"]));
  });

  it("has the labels of the stack", () => {
    for (const { metadata } of objects) {
      expect(metadata.labels).toEqual({
        "app.kubernetes.io/part-of": "monitoring-sso",
        "app.kubernetes.io/component": "edge",
        "app.kubernetes.io/managed-by": "pulumi",
      });
    }
  });

  it("has a name that is unique among all objects, since Pulumi names the children after it", () => {
    const names = objects.map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(edges)("a reference to an object of $choice.type", (edge) => {
  it("goes to an earlier object, and to a rule that exists; only a policy comes before the route that it guards", () => {
    fc.assert(
      fc.property(arbitraryObjects(edge), (objects) => {
        objects.forEach((object, index) => {
          const [before, after] = [objects.slice(0, index), objects.slice(index + 1)];
          const isPolicy = object.kind === "SecurityPolicy" || object.kind === "BackendTrafficPolicy";
          for (const reference of referencesOf(object).filter(({ kind }) => kind !== "Secret")) {
            expect((isPolicy ? after : before).filter((other) => isMeant(other, reference))).toHaveLength(1);
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it("goes to no other Secret than the certificate of the hosts", () => {
    const secrets = compiled(edge, [application(), own], { passthroughApplications: [grafana] })
      .flatMap(referencesOf)
      .filter(({ kind }) => kind === "Secret");
    expect(new Set(secrets.map(({ name }) => name))).toEqual(new Set(["monitoring-tls"]));
  });

  it("has one of the kinds that this test knows", () => {
    const kinds = new Set(
      compiled(edge)
        .flatMap(referencesOf)
        .map(({ kind }) => kind),
    );
    expect(kinds).toEqual(
      {
        traefik: new Set(["Middleware", "Secret"]),
        "gateway-api-traefik": new Set(["Middleware", "Secret"]),
        "envoy-gateway": new Set(["HTTPRoute", "Secret"]),
        "ingress-nginx": new Set(["Secret"]),
      }[edge.choice.type],
    );
  });
});

function isMeant(object: EdgeObject, { kind, name, ruleName }: Reference): boolean {
  return (
    object.kind === kind &&
    object.metadata.name === name &&
    (ruleName === undefined ||
      ofKind([object], "HTTPRoute").some(({ spec }) => spec.rules.some((rule) => rule.name === ruleName)))
  );
}

describe.each(edges)("without a certificate in the cluster, $choice.type", (edge) => {
  it("names no Secret: the edge presents its own certificate", () => {
    const objects = compiled(edge, [application(), own], { certificate: {}, passthroughApplications: [grafana] });
    expect(objects.flatMap(referencesOf).filter(({ kind }) => kind === "Secret")).toEqual([]);
    expect(JSON.stringify(objects)).not.toContain("secretName");
  });
});

describe.each(edges)("a pass-through application on $choice.type", (edge) => {
  const locations = [
    { title: "below a path of the shared host", host: grafana.host, basePath: "/grafana", outside: "/grafanax" },
    { title: "at the root of a host", host: "grafana.example.com", basePath: "", outside: undefined },
  ];

  it.each(locations)("$title receives every request for it, and no other", ({ host, basePath, outside }) => {
    const passthroughApplications = [{ ...grafana, host, basePath }];
    const objects = compiled(edge, [application()], { passthroughApplications });
    for (const { evaluate } of edge.readings) {
      const evaluator = evaluate(objects, { passthrough: ["grafana"] });
      for (const method of ["GET", "POST", "DELETE"]) {
        for (const path of [basePath === "" ? "/" : basePath, `${basePath}/`, `${basePath}/api/login`]) {
          expect(evaluator.answer({ host, method, path })).toEqual({ type: "pass-through", service: "grafana" });
        }
      }
      const around = { type: edge.choice.type === "ingress-nginx" ? "deny" : "none" };
      expect(evaluator.answer({ host, method: "GET", path: outside ?? "/" })).toEqual(
        outside === undefined ? { type: "pass-through", service: "grafana" } : around,
      );
    }
  });

  it("on a host of its own has none of the proxy's endpoints there", () => {
    const passthroughApplications = [{ ...grafana, host: "grafana.example.com", basePath: "" }];
    const objects = compiled(edge, [application()], { passthroughApplications });
    for (const { evaluate } of edge.readings) {
      const evaluator = evaluate(objects, { passthrough: ["grafana"] });
      for (const path of ["/oauth2/start", "/logout"]) {
        const answer = evaluator.answer({ host: "grafana.example.com", method: "GET", path });
        expect(answer).toEqual({ type: "pass-through", service: "grafana" });
      }
    }
  });
});

describe.each(edges)("the sign-out on $choice.type", (edge) => {
  it("leads through the proxy, and back to the first application of the host", () => {
    const objects = compiled(edge, [application(), application({ name: "b", basePath: "/b" }), own]);
    for (const { evaluate } of edge.readings) {
      for (const [host, basePath] of [
        ["monitoring.example.com", "/tool"],
        ["own.example.com", ""],
      ] as const) {
        expect(evaluate(objects).answer({ host, method: "GET", path: "/logout" })).toEqual({
          type: "proxy",
          redirect: `https://${host}/oauth2/sign_out?rd=/oauth2/sign_in?signed_out=${basePath}/`,
        });
      }
    }
  });
});

const gateways = edges.filter(({ choice }) => "gateway" in choice);

describe.each(gateways)("an application that is too large for one HTTPRoute of $choice.type", ({ choice }) => {
  const paths = Array.from({ length: 30 }, (_, index) => `/${index}/*`);
  const manyPaths = application({ rules: [{ paths, methods: ["GET", "HEAD"], require: { role: "reader" } }] });
  const roles = Array.from({ length: 8 }, (_, index) => ({ paths: [`/${index}`], require: { role: `r${index}` } }));
  const manyRoles = application({ rules: roles });
  const longest = `/${"a".repeat(506)}`;
  const withPath = (path: string) => application({ apiPaths: [], rules: [{ paths: [path], require: "deny" }] });
  const fix = "name fewer paths and methods in one application, or choose edge.traefik";
  // Traefik's route repeats every match without a backend.
  const needed = choice.type === "gateway-api-traefik" ? { matches: 304, rules: 18 } : { matches: 212, rules: 17 };

  it.each([
    ["in a stack", (one: Application) => compileEdge(choice, [one], settings())],
    ["added to a stack", (one: Application) => compileApplication(choice, one, settings())],
  ])("%s, fails with the limit and the size", (_, compile) => {
    expect(problemsOf(compile(manyPaths))).toEqual([
      {
        path: "edge.gatewayApi",
        expected: `at most 128 matches in an HTTPRoute; sso-app-tool would need ${needed.matches}`,
        fix,
      },
    ]);
    expect(problemsOf(compile(manyRoles))).toMatchObject([
      {
        expected: `at most 16 rules in an HTTPRoute; sso-app-tool would need ${needed.rules}`,
        fix: "name fewer roles in one application, or choose edge.traefik",
      },
    ]);
    expect(problemsOf(compile(withPath(longest)))).toEqual([]);
    expect(problemsOf(compile(withPath(`${longest}a`)))).toEqual([
      {
        path: "edge.gatewayApi",
        expected: `paths of at most 512 characters; "tool: ${longest}a" is longer`,
        fix: "shorten it, or choose edge.traefik",
      },
    ]);
  });
});

describe.each(gateways)("a stack on $choice.type", ({ choice }) => {
  it("fails for more hosts than one HTTPRoute can have", () => {
    const onOwnHosts = Array.from({ length: 16 }, (_, index) =>
      application({ name: `own-${index}`, host: `own-${index}.example.com`, basePath: "" }),
    );
    expect(problemsOf(compileEdge(choice, onOwnHosts.slice(1), settings()))).toEqual([]);
    expect(problemsOf(compileEdge(choice, onOwnHosts, settings()))).toEqual([
      {
        path: "edge.gatewayApi",
        expected: "at most 16 hostnames in an HTTPRoute; sso-proxy would need 17",
        fix: "serve fewer hosts, or choose edge.traefik",
      },
    ]);
  });
});
