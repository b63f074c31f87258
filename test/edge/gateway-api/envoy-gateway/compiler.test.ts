import type { Application } from "../../../../components/access";
import { compileEdge } from "../../../../components/edge/compilers";
import type { EdgeObject } from "../../../../components/edge/contract";
import {
  changeRequest,
  type HttpRouteMatch,
  type HttpRouteRule,
  setResponseHeaders,
} from "../../../../components/edge/gateway-api/http-route";
import { applicationHeaders, pageHeaders } from "../../../../components/edge/model/response-headers";
import { authResponseHeaders } from "../../../../components/edge/model/stripped-headers";
import { application } from "../../../access/application-builder";
import { grafana, named, objectsOf, settings } from "../../edge-settings";

const gateway = { name: "public", namespace: "envoy-gateway-system", sectionName: "https" };

const compile = (applications: Application[] = [application()], edgeSettings = settings()) =>
  compileEdge({ type: "envoy-gateway", gateway }, applications, edgeSettings);

const compiled = (...args: Parameters<typeof compile>) => objectsOf(compile(...args));

const rulesOf = (object: EdgeObject): readonly HttpRouteRule[] => object.spec.rules as readonly HttpRouteRule[];

const tool = application({
  apiPaths: ["/api/*"],
  rules: [
    { paths: ["/debug/*"], require: "deny" },
    { paths: ["/*"], methods: ["GET"], require: { role: "reader" } },
    { paths: ["/items"], methods: ["POST"], require: { role: "writer" } },
  ],
});

/** A rule as one line: its name, what is behind it, its matches. */
function lineOf({ name = "", matches, backendRefs = [] }: HttpRouteRule): string {
  const backends = backendRefs.map(({ name: service, port }) => `${service}:${port}`);
  return `${name} > ${backends.join(" ")} < ${matches.map(wordOf).join(", ")}`;
}

function wordOf({ path, method, headers = [] }: HttpRouteMatch): string {
  const withHeaders = headers.map(({ name, value }) => `${name}: ${value}`);
  return [...(method === undefined ? [] : [method]), `${path.type} ${path.value}`, ...withHeaders].join(" ");
}

const route = { group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: "sso-app-tool" };

describe("the envoy-gateway compiler", () => {
  it("names the rules by how they are answered, and puts nothing behind a denial", () => {
    const ambiguous =
      "RegularExpression /tool/(?:/.*|.*(?://|[;\\\\]|%(?:[01][0-9A-Fa-f]|7[Ff]|2[Ff]|5[Cc]|3[Bb]|25|3[Ff]|23)|" +
      "%(?:$|[^0-9A-Fa-f]|[0-9A-Fa-f](?:$|[^0-9A-Fa-f]))).*)";
    expect(rulesOf(named(compiled([tool]), "HTTPRoute", "sso-app-tool")).map(lineOf)).toEqual([
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

  it("closes the whole route, and opens a rule by a policy of its own that asks the proxy for the role", () => {
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

  it("merges no policy with those of the platform, which could open a door", () => {
    const policies = compiled([tool]).filter(({ kind }) => kind === "SecurityPolicy");
    expect(policies.map(({ spec }) => spec.mergeType)).toEqual([undefined, undefined, undefined]);
  });

  it("shows pages in place of the proxy's own 401 and 403, where a browser asks for one", () => {
    const objects = compiled([tool]);
    const { targetRefs, responseOverride } = named(objects, "BackendTrafficPolicy", "sso-pages-tool-reader").spec;
    expect(targetRefs).toEqual([{ ...route, sectionName: "page-reader" }]);
    expect(responseOverride).toMatchObject([
      { source: "Local", match: { statusCodes: [{ type: "Value", value: 401 }] } },
      { source: "Local", match: { statusCodes: [{ type: "Value", value: 403 }] } },
    ]);
    expect(objects.map(({ metadata }) => metadata.name)).not.toContain("sso-pages-tool-writer");
  });

  it("leads back to the very page from the sign-in, and to the application's beginning without scripts", () => {
    const text = JSON.stringify(named(compiled([tool]), "BackendTrafficPolicy", "sso-pages-tool-reader"));
    expect(text).toContain('/oauth2/sign_in?rd=\\" + encodeURIComponent(location.href)');
    expect(text).toContain('name=\\"rd\\" value=\\"/tool/\\"');
    expect(text).toContain("/oauth2/forbidden/reader.html");
    expect(text).not.toContain("%");
  });

  it("takes from a request what was forged and what the application must not see", () => {
    const rules = rulesOf(named(compiled([tool]), "HTTPRoute", "sso-app-tool"));
    const open = rules.filter(({ backendRefs }) => backendRefs !== undefined);
    expect(open.map(({ filters }) => filters)).toEqual(
      open.map(() => [changeRequest({ remove: authResponseHeaders }), setResponseHeaders(applicationHeaders)]),
    );
    // What the definition of HTTPRoute allows.
    expect(authResponseHeaders.length).toBeLessThanOrEqual(16);
  });

  it("serves the proxy's endpoints without what a visitor claims to have asked for", () => {
    const claims = ["X-Forwarded-Host", "X-Forwarded-Uri", "X-Auth-Request-Redirect"];
    expect(rulesOf(named(compiled(), "HTTPRoute", "sso-proxy"))[0]?.filters).toEqual([
      setResponseHeaders(pageHeaders),
      changeRequest({ remove: claims }),
    ]);
    expect(rulesOf(named(compiled(), "HTTPRoute", "sso-logout"))[0]?.filters?.[1]).toEqual(
      changeRequest({
        set: { "X-Auth-Request-Redirect": "/oauth2/sign_in?signed_out=/tool/" },
        remove: ["X-Forwarded-Host", "X-Forwarded-Uri"],
      }),
    );
  });

  it("serves an open application as it is", () => {
    const objects = compiled([application()], settings({ passthroughApplications: [grafana] }));
    expect(rulesOf(named(objects, "HTTPRoute", "sso-open-grafana")).map(lineOf)).toEqual([
      " > grafana:80 < PathPrefix /grafana",
    ]);
  });

  it("has every policy stand before the route that it guards, and labels and places each object", () => {
    const objects = compiled([tool]);
    expect(objects.map(({ kind }) => kind)).toEqual([
      "ReferenceGrant",
      "SecurityPolicy",
      "SecurityPolicy",
      "SecurityPolicy",
      "BackendTrafficPolicy",
      "HTTPRoute",
      "HTTPRoute",
      "HTTPRoute",
    ]);
    for (const { metadata } of objects) {
      expect(metadata.namespace).toBe("monitoring");
      expect(metadata.labels).toMatchObject({ "app.kubernetes.io/part-of": "monitoring-sso" });
    }
  });

  it("keeps rules of one answer apart by a number, each with the same policy", () => {
    const paths = Array.from({ length: 33 }, (_, index) => `/${index}`);
    const methods = ["POST", "PUT"] as const;
    const objects = compiled([application({ apiPaths: [], rules: [{ paths, methods, require: { role: "caller" } }] })]);
    const names = rulesOf(named(objects, "HTTPRoute", "sso-app-tool")).map(({ name }) => name);
    const { targetRefs } = named(objects, "SecurityPolicy", "sso-auth-tool-caller").spec;
    expect(names).toEqual([undefined, "bare-caller", "bare-2-caller"]);
    expect(targetRefs).toMatchObject([{ sectionName: "bare-caller" }, { sectionName: "bare-2-caller" }]);
  });

  it("gives roles that look alike rules and policies of their own", () => {
    const rules = [
      { paths: ["/a"], require: { role: "Admin.x" } },
      { paths: ["/b"], require: { role: "admin-x" } },
    ];
    const objects = compiled([application({ rules })]);
    const names = objects.filter(({ kind }) => kind === "SecurityPolicy").map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9-]{1,63}$/);
    }
  });

  it("fails for an application that is too large for one route", () => {
    const roles = Array.from({ length: 8 }, (_, index) => ({ paths: [`/${index}`], require: { role: `r${index}` } }));
    expect(compile([application({ rules: roles })])).toMatchObject({
      problems: [{ expected: "at most 16 rules in an HTTPRoute; sso-app-tool would need 17" }],
    });
  });
});
