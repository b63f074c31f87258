import type { Application } from "../../../../components/access";
import { compileEdge } from "../../../../components/edge/compilers";
import type { EdgeObject } from "../../../../components/edge/contract";
import type { HttpRouteMatch, HttpRouteRule } from "../../../../components/edge/gateway-api/http-route";
import { application } from "../../../access/application-builder";
import { grafana, named, objectsOf, settings } from "../../edge-settings";
import { traefikPriority } from "../../evaluators/http-route";

const gateway = { name: "public", namespace: "traefik", sectionName: "websecure" };

const compile = (applications: Application[] = [application()], edgeSettings = settings()) =>
  compileEdge({ type: "gateway-api-traefik", gateway }, applications, edgeSettings);

const compiled = (...args: Parameters<typeof compile>) => objectsOf(compile(...args));

const rulesOf = (object: EdgeObject): readonly HttpRouteRule[] => object.spec.rules as readonly HttpRouteRule[];

const toolRules = (overrides: Partial<Application>): readonly HttpRouteRule[] =>
  rulesOf(named(compiled([application(overrides)]), "HTTPRoute", "sso-app-tool"));

/** A rule as one line: its middlewares, then its matches. */
function lineOf({ matches, filters = [], backendRefs = [] }: HttpRouteRule): string {
  const middlewares = (filters as readonly { type: string; extensionRef?: { name: string } }[]).map(
    ({ type, extensionRef }) => extensionRef?.name ?? type,
  );
  const backends = backendRefs.map(({ name, port }) => `${name}:${port}`);
  return `${middlewares.join(" ")} > ${backends.join(" ")} < ${matches.map(wordOf).join(", ")}`;
}

function wordOf({ path, method, headers = [] }: HttpRouteMatch): string {
  const withHeaders = headers.map(({ name, value }) => `${name}: ${value}`);
  return [...(method === undefined ? [] : [method]), `${path.type} ${path.value}`, ...withHeaders].join(" ");
}

describe("the gateway-api compiler", () => {
  it("writes a match for each method that a rule or a page makes different, and puts together what is answered alike", () => {
    const rules = toolRules({
      apiPaths: ["/api/*"],
      rules: [
        { paths: ["/debug/*"], require: "deny" },
        { paths: ["/*"], methods: ["GET"], require: { role: "reader" } },
        { paths: ["/items"], methods: ["POST"], require: { role: "writer" } },
      ],
    });
    const ambiguous = "RegularExpression ^/tool/[^?]*(?:[\\x00-\\x1F\\x7F;\\\\]|%(?:2F|3B|25|3F|23))";
    expect(rules.map(lineOf)).toEqual([
      `sso-deny >  < ${ambiguous}, PathPrefix /tool, ` +
        "GET PathPrefix /tool/debug, PathPrefix /tool/debug, Exact /tool/items, PathPrefix /tool/api",
      "sso-forbidden-reader sso-signin sso-auth-reader sso-app-headers > tool:8080 < GET PathPrefix /tool, GET Exact /tool/items",
      "sso-auth-reader sso-app-headers > tool:8080 < " +
        "GET PathPrefix /tool Accept: application/json, GET PathPrefix /tool X-Requested-With: XMLHttpRequest, " +
        "GET Exact /tool/items Accept: application/json, GET Exact /tool/items X-Requested-With: XMLHttpRequest, " +
        "GET PathPrefix /tool/api",
      "sso-auth-writer sso-app-headers > tool:8080 < POST Exact /tool/items",
      ` >  < ${ambiguous}, GET PathPrefix /tool, PathPrefix /tool, ` +
        "GET PathPrefix /tool/debug, PathPrefix /tool/debug, Exact /tool/items, " +
        "GET PathPrefix /tool/api, PathPrefix /tool/api",
    ]);
  });

  it("names Traefik's middlewares in the route's own namespace", () => {
    const [denial] = toolRules({});
    expect(denial?.filters).toEqual([
      { type: "ExtensionRef", extensionRef: { group: "traefik.io", kind: "Middleware", name: "sso-deny" } },
    ]);
  });

  it("attaches every route to one listener of the Gateway, for the hosts that it serves", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    const routes = compiled([application(), own]).filter(({ kind }) => kind === "HTTPRoute");
    expect(routes.map(({ metadata, spec }) => [metadata.name, spec.parentRefs, spec.hostnames])).toEqual([
      ["sso-proxy", [gateway], ["monitoring.example.com", "own.example.com"]],
      ["sso-logout", [gateway], ["monitoring.example.com"]],
      ["sso-logout-own-example-com-a3d547ca", [gateway], ["own.example.com"]],
      ["sso-app-tool", [gateway], ["monitoring.example.com"]],
      ["sso-app-own", [gateway], ["own.example.com"]],
    ]);
  });

  it("closes a place as a whole, so that nobody else's catch-all answers for it", () => {
    const rules = toolRules({ apiPaths: [], rules: [{ paths: ["/hook"], require: { role: "caller" } }] });
    expect(rules.map(lineOf)[0]).toMatch(/^sso-deny > {2}< RegularExpression .*, PathPrefix \/tool$/);
  });

  it("leads out of every host, back to that host", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    const objects = compiled([application(), own]);
    const [rule] = rulesOf(named(objects, "HTTPRoute", "sso-logout-own-example-com-a3d547ca"));
    expect(rule && lineOf(rule)).toBe("URLRewrite RequestHeaderModifier > oauth2-proxy:80 < Exact /logout");
    expect(rule?.filters).toMatchObject([
      { urlRewrite: { path: { replaceFullPath: "/oauth2/sign_out" } } },
      {
        requestHeaderModifier: {
          set: [{ name: "X-Auth-Request-Redirect", value: "/oauth2/sign_in?signed_out=/" }],
        },
      },
    ]);
  });

  it("serves the proxy's endpoints without authentication, and an open application as it is", () => {
    const objects = compiled([application()], settings({ passthroughApplications: [grafana] }));
    const lines = (name: string) => rulesOf(named(objects, "HTTPRoute", name)).map(lineOf);
    expect(lines("sso-proxy")).toEqual(["ResponseHeaderModifier > oauth2-proxy:80 < PathPrefix /oauth2"]);
    expect(lines("sso-logout")).toEqual(["URLRewrite RequestHeaderModifier > oauth2-proxy:80 < Exact /logout"]);
    expect(lines("sso-open-grafana")).toEqual([" > grafana:80 < PathPrefix /grafana"]);
  });

  it("signs out with what every implementation has, and leads back to the first application", () => {
    const [rule] = rulesOf(named(compiled(), "HTTPRoute", "sso-logout"));
    expect(rule?.filters).toEqual([
      { type: "URLRewrite", urlRewrite: { path: { type: "ReplaceFullPath", replaceFullPath: "/oauth2/sign_out" } } },
      {
        type: "RequestHeaderModifier",
        requestHeaderModifier: {
          set: [{ name: "X-Auth-Request-Redirect", value: "/oauth2/sign_in?signed_out=/tool/" }],
        },
      },
    ]);
  });

  it.each(["/short/*", `/${"long-segment/".repeat(12)}end/*`])(
    "ranks the refusal of ambiguous paths above every prefix, also in Traefik, beside %s",
    (pattern) => {
      const matches = toolRules({
        rules: [{ paths: [pattern], methods: ["GET"], require: { role: "reader" } }],
      }).flatMap((rule) => rule.matches);
      const prioritiesOf = (type: string, fromTheEnd: number): number[] =>
        matches.filter(({ path }) => path.type === type).map((match) => traefikPriority(match, fromTheEnd));
      const lowestRefusal = Math.min(...prioritiesOf("RegularExpression", 1));
      expect(lowestRefusal).toBeGreaterThan(Math.max(...prioritiesOf("PathPrefix", 16)));
    },
  );

  it("reads a dot in a place as a dot when it refuses ambiguous paths", () => {
    const [refusal] = toolRules({ basePath: "/v1.0" });
    const expression = new RegExp(refusal?.matches[0]?.path.value ?? "");
    expect(["/v1.0/a%2Fb", "/v1.0/a\nb", "/v1x0/a%2Fb", "/v1.0/a/b"].map((path) => expression.test(path))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("keeps to what a rule may hold", () => {
    const paths = Array.from({ length: 22 }, (_, index) => `/${index}`);
    const methods = ["POST", "PUT", "PATCH"] as const;
    const rules = toolRules({ apiPaths: [], rules: [{ paths, methods, require: { role: "caller" } }] });
    expect(rules.map(({ matches }) => matches.length)).toEqual([24, 64, 2, 24]);
  });

  it("lets the Gateway present the certificate of another namespace", () => {
    expect(named(compiled(), "ReferenceGrant", "sso-certificate")).toMatchObject({
      apiVersion: "gateway.networking.k8s.io/v1beta1",
      metadata: { namespace: "monitoring" },
      spec: {
        from: [{ group: "gateway.networking.k8s.io", kind: "Gateway", namespace: "traefik" }],
        to: [{ group: "", kind: "Secret", name: "monitoring-tls" }],
      },
    });
  });

  it("grants nothing to a Gateway with a certificate of its own, or in the same namespace", () => {
    const kinds = [
      compiled([application()], settings({ certificate: {} })),
      compiled([application()], settings({ namespace: "traefik" })),
      objectsOf(
        compileEdge(
          { type: "gateway-api-traefik", gateway: { name: "x", sectionName: "y" } },
          [application()],
          settings(),
        ),
      ),
    ].map((objects) => objects.map(({ kind }) => kind));
    expect(kinds.flat()).not.toContain("ReferenceGrant");
  });

  it("lets an object refer only to earlier ones, and labels and places each", () => {
    const objects = compiled();
    expect(objects.map(({ kind }) => kind)).toEqual([
      "ReferenceGrant",
      "Middleware",
      "Middleware",
      "Middleware",
      "Middleware",
      "Middleware",
      "Middleware",
      "HTTPRoute",
      "HTTPRoute",
      "HTTPRoute",
    ]);
    for (const { metadata } of objects) {
      expect(metadata.namespace).toBe("monitoring");
      expect(metadata.labels).toMatchObject({ "app.kubernetes.io/part-of": "monitoring-sso" });
    }
  });

  it("fails for an application that is too large for one route", () => {
    const paths = Array.from({ length: 30 }, (_, index) => `/${index}/*`);
    const roles = Array.from({ length: 8 }, (_, index) => ({ paths: [`/${index}`], require: { role: `r${index}` } }));
    expect(
      compile([application({ rules: [{ paths, methods: ["GET", "HEAD"], require: { role: "reader" } }] })]),
    ).toEqual({
      ok: false,
      problems: [
        {
          path: "edge.gatewayApi",
          expected: "at most 128 matches in an HTTPRoute; sso-app-tool would need 304",
          fix: "name fewer paths and methods in one application, or choose edge.traefik",
        },
      ],
    });
    expect(compile([application({ rules: roles })])).toMatchObject({
      problems: [{ expected: "at most 16 rules in an HTTPRoute; sso-app-tool would need 18" }],
    });
  });

  it("fails for more hosts than a route has", () => {
    const own = Array.from({ length: 16 }, (_, index) =>
      application({ name: `own-${index}`, host: `own-${index}.example.com`, basePath: "" }),
    );
    expect(compile(own)).toMatchObject({
      problems: [{ expected: "at most 16 hostnames in an HTTPRoute; sso-proxy would need 17" }],
    });
  });

  it("fails for a path so long that Traefik would prefer it to an exact one", () => {
    const longest = `/${"a".repeat(506)}`;
    const withPath = (path: string) => compile([application({ rules: [{ paths: [path], require: "deny" }] })]);
    expect(withPath(longest).ok).toBe(true);
    expect(withPath(`${longest}a`)).toMatchObject({
      problems: [{ path: "edge.gatewayApi", fix: "shorten it, or choose edge.traefik" }],
    });
  });
});
