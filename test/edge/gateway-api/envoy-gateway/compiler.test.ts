import type { Application } from "../../../../components/access";
import { compileEdge } from "../../../../components/edge/compilers";
import { changeRequest, setResponseHeaders } from "../../../../components/edge/gateway-api/http-route";
import type { HttpRouteRule } from "../../../../components/edge/gateway-api/objects";
import { applicationHeaders, pageHeaders } from "../../../../components/edge/model/response-headers";
import { authResponseHeaders } from "../../../../components/edge/model/stripped-headers";
import { application } from "../../../access/application-builder";
import { named, objectsOf, ofKind, settings } from "../../edge-settings";
import { backendsOf, matchesOf } from "../rule-lines";

const gateway = { name: "public", namespace: "envoy-gateway-system", sectionName: "https" };

const compile = (applications: Application[] = [application()], edgeSettings = settings()) =>
  compileEdge({ type: "envoy-gateway", gateway }, applications, edgeSettings);

const compiled = (...args: Parameters<typeof compile>) => objectsOf(compile(...args));

const rulesOf = (objects: ReturnType<typeof compiled>, name: string): readonly HttpRouteRule[] =>
  named(objects, "HTTPRoute", name).spec.rules;

const tool = application({
  apiPaths: ["/api/*"],
  rules: [
    { paths: ["/debug/*"], require: "deny" },
    { paths: ["/*"], methods: ["GET"], require: { role: "reader" } },
    { paths: ["/items"], methods: ["POST"], require: { role: "writer" } },
  ],
});

/** A rule as one line: its name, its backends, then its matches. */
function lineOf({ name = "", matches, backendRefs = [] }: HttpRouteRule): string {
  return `${name} > ${backendsOf(backendRefs)} < ${matchesOf(matches)}`;
}

const route = { group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: "sso-app-tool" };

describe("the envoy-gateway compiler", () => {
  it("names the rules after their outcome, and gives a denial no backend", () => {
    const ambiguous =
      "RegularExpression /tool/(?:/.*|.*(?://|[;\\\\]|%(?:[01][0-9A-Fa-f]|7[Ff]|2[Ff]|5[Cc]|3[Bb]|25|3[Ff]|23)|" +
      "%(?:$|[^0-9A-Fa-f]|[0-9A-Fa-f](?:$|[^0-9A-Fa-f]))).*)";
    expect(rulesOf(compiled([tool]), "sso-app-tool").map(lineOf)).toEqual([
      ` >  < ${ambiguous}, PathPrefix /tool, ` +
        "GET PathPrefix /tool/debug, PathPrefix /tool/debug, Exact /tool/items, PathPrefix /tool/api",
      "page-reader > tool:8080 < GET PathPrefix /tool, GET Exact /tool/items",
      "bare-reader > tool:8080 < " +
        "GET PathPrefix /tool Accept: .*application/json.*, GET PathPrefix /tool X-Requested-With: XMLHttpRequest, " +
        "GET Exact /tool/items Accept: .*application/json.*, GET Exact /tool/items X-Requested-With: XMLHttpRequest, " +
        "GET PathPrefix /tool/api",
      "bare-writer > tool:8080 < POST Exact /tool/items",
    ]);
  });

  it("closes the whole route, and overrides that per role by a policy that asks the proxy", () => {
    const objects = compiled([tool]);
    expect(named(objects, "SecurityPolicy", "sso-closed-tool").spec).toEqual({
      targetRefs: [route],
      authorization: { defaultAction: "Deny" },
    });
    expect(named(objects, "SecurityPolicy", "sso-auth-tool-reader").spec).toEqual({
      targetRefs: [
        { ...route, sectionName: "page-reader" },
        { ...route, sectionName: "bare-reader" },
      ],
      extAuth: {
        failOpen: false,
        statusOnError: 503,
        timeout: "10s",
        headersToExtAuth: ["Cookie"],
        http: {
          backendRefs: [{ group: "", kind: "Service", name: "oauth2-proxy", port: 80 }],
          pathOverride: "/check/yes?allowed_groups=role:oauth2-proxy:reader",
        },
      },
    });
  });

  it("merges no policy with those of the platform, which could widen access", () => {
    const policies = ofKind(compiled([tool]), "SecurityPolicy");
    expect(policies).toHaveLength(3);
    for (const { spec } of policies) {
      expect(spec).not.toHaveProperty("mergeType");
    }
  });

  it("replaces the proxy's own 401 and 403 by pages, where a browser requests one", () => {
    const objects = compiled([tool]);
    const { targetRefs, responseOverride } = named(objects, "BackendTrafficPolicy", "sso-pages-tool-reader").spec;
    expect(targetRefs).toEqual([{ ...route, sectionName: "page-reader" }]);
    expect(responseOverride).toMatchObject([
      { source: "Local", match: { statusCodes: [{ type: "Value", value: 401 }] } },
      { source: "Local", match: { statusCodes: [{ type: "Value", value: 403 }] } },
    ]);
    expect(objects.map(({ metadata }) => metadata.name)).not.toContain("sso-pages-tool-writer");
  });

  it("leads from the sign-in back to the requested page, and without scripts to the root of the application", () => {
    const text = JSON.stringify(named(compiled([tool]), "BackendTrafficPolicy", "sso-pages-tool-reader"));
    expect(text).toContain('/oauth2/sign_in?rd=\\" + encodeURIComponent(location.href)');
    expect(text).toContain('name=\\"rd\\" value=\\"/tool/\\"');
    expect(text).toContain("/oauth2/forbidden/reader.html");
    expect(text).not.toContain("%");
  });

  it("removes headers that a client could forge or the application must not see", () => {
    const rules = rulesOf(compiled([tool]), "sso-app-tool");
    const open = rules.filter(({ backendRefs }) => backendRefs !== undefined);
    expect(open.map(({ filters }) => filters)).toEqual(
      open.map(() => [
        changeRequest({ remove: authResponseHeaders.slice(0, 16) }),
        setResponseHeaders(applicationHeaders),
      ]),
    );
    expect(open.flatMap(({ backendRefs = [] }) => backendRefs.map(({ filters }) => filters))).toEqual(
      open.map(() => [changeRequest({ remove: authResponseHeaders.slice(16) })]),
    );
    // Twice the limit in the definition of HTTPRoute.
    expect(authResponseHeaders.length).toBeLessThanOrEqual(32);
  });

  it("removes the headers from requests to the proxy that say what was requested", () => {
    const claims = ["X-Forwarded-Host", "X-Forwarded-Uri", "X-Auth-Request-Redirect"];
    expect(rulesOf(compiled(), "sso-proxy")[0]?.filters).toEqual([
      setResponseHeaders(pageHeaders),
      changeRequest({ remove: claims }),
    ]);
    expect(rulesOf(compiled(), "sso-logout")[0]?.filters?.[1]).toEqual(
      changeRequest({
        set: { "X-Auth-Request-Redirect": "/oauth2/sign_in?signed_out=/tool/" },
        remove: ["X-Forwarded-Host", "X-Forwarded-Uri"],
      }),
    );
  });

  it("numbers the rules of one outcome, which all have the same policy", () => {
    const paths = Array.from({ length: 33 }, (_, index) => `/${index}`);
    const methods = ["POST", "PUT"] as const;
    const objects = compiled([application({ apiPaths: [], rules: [{ paths, methods, require: { role: "caller" } }] })]);
    const names = rulesOf(objects, "sso-app-tool").map(({ name }) => name);
    const { targetRefs } = named(objects, "SecurityPolicy", "sso-auth-tool-caller").spec;
    expect(names).toEqual([undefined, "bare-caller", "bare-2-caller"]);
    expect(targetRefs).toMatchObject([{ sectionName: "bare-caller" }, { sectionName: "bare-2-caller" }]);
  });

  it("gives each role its own rules and policies, even if names look alike", () => {
    const rules = [
      { paths: ["/a"], require: { role: "Admin.x" } },
      { paths: ["/b"], require: { role: "admin-x" } },
    ];
    const objects = compiled([application({ rules })]);
    const names = ofKind(objects, "SecurityPolicy").map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9-]{1,63}$/);
    }
  });
});
