import type { Application } from "../../../../components/access";
import { compileEdge } from "../../../../components/edge/compilers";
import type { HttpRouteRule } from "../../../../components/edge/gateway-api/objects";
import { application } from "../../../access/application-builder";
import { grafana, named, objectsOf, ofKind, settings } from "../../edge-settings";
import { traefikPriority } from "../../evaluators/gateway-api-traefik";
import { backendsOf, matchesOf } from "../rule-lines";

const gateway = { name: "public", namespace: "traefik", sectionName: "websecure" };

const compile = (applications: Application[] = [application()], edgeSettings = settings()) =>
  compileEdge({ type: "gateway-api-traefik", gateway }, applications, edgeSettings);

const compiled = (...args: Parameters<typeof compile>) => objectsOf(compile(...args));

const toolRules = (overrides: Partial<Application>): readonly HttpRouteRule[] =>
  named(compiled([application(overrides)]), "HTTPRoute", "sso-app-tool").spec.rules;

/** A rule as one line: its filters, its backends, then its matches. */
function lineOf({ matches, filters = [], backendRefs = [] }: HttpRouteRule): string {
  const names = filters.map((filter) => (filter.type === "ExtensionRef" ? filter.extensionRef.name : filter.type));
  return `${names.join(" ")} > ${backendsOf(backendRefs)} < ${matchesOf(matches)}`;
}

describe("the gateway-api-traefik compiler", () => {
  it("renders one match per method that a rule or a page distinguishes, and one rule per outcome", () => {
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

  it("names Traefik's Middlewares in the namespace of the route", () => {
    const [denial] = toolRules({});
    expect(denial?.filters).toEqual([
      { type: "ExtensionRef", extensionRef: { group: "traefik.io", kind: "Middleware", name: "sso-deny" } },
    ]);
  });

  it("attaches every route to one listener of the Gateway, for the hosts that it serves", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    const routes = ofKind(compiled([application(), own]), "HTTPRoute");
    expect(routes.map(({ metadata, spec }) => [metadata.name, spec.parentRefs, spec.hostnames])).toEqual([
      ["sso-proxy", [gateway], ["monitoring.example.com", "own.example.com"]],
      ["sso-logout", [gateway], ["monitoring.example.com"]],
      ["sso-logout-own-example-com-a3d547ca", [gateway], ["own.example.com"]],
      ["sso-app-tool", [gateway], ["monitoring.example.com"]],
      ["sso-app-own", [gateway], ["own.example.com"]],
    ]);
  });

  it("denies the rest of the location, so that no catch-all route of somebody else answers for it", () => {
    const rules = toolRules({ apiPaths: [], rules: [{ paths: ["/hook"], require: { role: "caller" } }] });
    expect(rules.map(lineOf)[0]).toMatch(/^sso-deny > {2}< RegularExpression .*, PathPrefix \/tool$/);
  });

  it("serves the proxy's endpoints without authentication, and a pass-through application without claims about the user", () => {
    const objects = compiled([application()], settings({ passthroughApplications: [grafana] }));
    const lines = (name: string) => named(objects, "HTTPRoute", name).spec.rules.map(lineOf);
    expect(lines("sso-proxy")).toEqual(["ResponseHeaderModifier > oauth2-proxy:80 < PathPrefix /oauth2"]);
    expect(lines("sso-logout")).toEqual(["URLRewrite RequestHeaderModifier > oauth2-proxy:80 < Exact /logout"]);
    expect(lines("sso-passthrough-grafana")).toEqual(["sso-passthrough-headers > grafana:80 < PathPrefix /grafana"]);
    expect(named(objects, "Middleware", "sso-passthrough-headers").spec).toHaveProperty("headers");
  });

  it("signs out with filters that every implementation has, and leads back to the first application", () => {
    const [rule] = named(compiled(), "HTTPRoute", "sso-logout").spec.rules;
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
    "ranks the denial of ambiguous paths above every prefix, in Traefik too, beside %s",
    (pattern) => {
      const matches = toolRules({
        rules: [{ paths: [pattern], methods: ["GET"], require: { role: "reader" } }],
      }).flatMap((rule) => rule.matches);
      const prioritiesOf = (type: string, fromTheEnd: number): number[] =>
        matches.filter(({ path }) => path.type === type).map((match) => traefikPriority(match, fromTheEnd));
      const lowestDenial = Math.min(...prioritiesOf("RegularExpression", 1));
      expect(lowestDenial).toBeGreaterThan(Math.max(...prioritiesOf("PathPrefix", 16)));
    },
  );

  it("reads a dot in a base path literally in the denial of ambiguous paths", () => {
    const [denial] = toolRules({ basePath: "/v1.0" });
    const expression = new RegExp(denial?.matches[0]?.path.value ?? "");
    expect(["/v1.0/a%2Fb", "/v1.0/a\nb", "/v1x0/a%2Fb", "/v1.0/a/b"].map((path) => expression.test(path))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("splits matches into rules of at most 64", () => {
    const paths = Array.from({ length: 22 }, (_, index) => `/${index}`);
    const methods = ["POST", "PUT", "PATCH"] as const;
    const rules = toolRules({ apiPaths: [], rules: [{ paths, methods, require: { role: "caller" } }] });
    expect(rules.map(({ matches }) => matches.length)).toEqual([24, 64, 2, 24]);
  });

  it("allows a Gateway in another namespace to present the certificate", () => {
    expect(named(compiled(), "ReferenceGrant", "sso-certificate")).toMatchObject({
      apiVersion: "gateway.networking.k8s.io/v1beta1",
      metadata: { namespace: "monitoring" },
      spec: {
        from: [{ group: "gateway.networking.k8s.io", kind: "Gateway", namespace: "traefik" }],
        to: [{ group: "", kind: "Secret", name: "monitoring-tls" }],
      },
    });
  });

  it("grants nothing to a Gateway with its own certificate, or in the same namespace", () => {
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
});
