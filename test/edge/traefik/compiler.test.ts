import { compileEdge } from "../../../components/edge/compilers";
import { aliasedHeaders, authResponseHeaders } from "../../../components/edge/model/stripped-headers";
import { application } from "../../access/application-builder";
import { grafana, named, objectsOf, ofKind, settings } from "../edge-settings";

const compiled = (...args: Parameters<typeof compile>) => objectsOf(compile(...args));

function compile(
  applications = [application()],
  edgeSettings = settings(),
  entryPoints: readonly string[] = ["websecure"],
) {
  return compileEdge({ type: "traefik", entryPoints }, applications, edgeSettings);
}

describe("the traefik compiler", () => {
  it("writes the routes of an application in the order of its rules", () => {
    const mixed = application({
      rules: [
        { paths: ["/debug/*"], require: "deny" },
        { paths: ["/*"], methods: ["GET"], require: { role: "reader" } },
        { paths: ["/items"], methods: ["POST", "PUT"], require: { role: "writer" } },
      ],
    });
    const routes = named(compiled([mixed]), "IngressRoute", "sso-app-tool").spec.routes;
    const lines = routes.map(({ match, priority, middlewares = [] }) => [
      priority,
      middlewares.map(({ name }) => name).join(" "),
      match.replace("Host(`monitoring.example.com`) && ", ""),
    ]);
    expect(lines).toEqual([
      [
        10008,
        "sso-deny",
        "(Path(`/tool`) || PathPrefix(`/tool/`)) && PathRegexp(`[\\x00-\\x1F\\x7F;\\\\]|%(?:2F|3B|25|3F|23)`)",
      ],
      [10007, "sso-deny", "(Path(`/tool/debug`) || PathPrefix(`/tool/debug/`))"],
      [
        10006,
        "sso-forbidden-reader sso-signin sso-auth-reader sso-app-headers",
        "(Path(`/tool`) || PathPrefix(`/tool/`)) && Method(`GET`) && !Path(`/tool/api`) && !PathPrefix(`/tool/api/`)" +
          " && !HeaderRegexp(`Accept`, `application/json`) && !Header(`X-Requested-With`, `XMLHttpRequest`)",
      ],
      [10005, "sso-auth-reader sso-app-headers", "(Path(`/tool`) || PathPrefix(`/tool/`)) && Method(`GET`)"],
      [10004, "sso-deny", "(Path(`/tool`) || PathPrefix(`/tool/`)) && Method(`GET`) && PathPrefix(`/`)"],
      [10003, "sso-auth-writer sso-app-headers", "Path(`/tool/items`) && (Method(`POST`) || Method(`PUT`))"],
      [10002, "sso-deny", "Path(`/tool/items`) && (Method(`POST`) || Method(`PUT`)) && PathPrefix(`/`)"],
      [10001, "sso-deny", "(Path(`/tool`) || PathPrefix(`/tool/`))"],
    ]);
  });

  it("asks the proxy for the role, strips headers that a client could forge and trusts no forwarded header", () => {
    expect(named(compiled(), "Middleware", "sso-auth-tool-user").spec).toEqual({
      forwardAuth: {
        address:
          "http://oauth2-proxy.monitoring.svc.cluster.local/oauth2/auth?allowed_groups=role:oauth2-proxy:tool-user",
        trustForwardHeader: false,
        authResponseHeaders,
        authResponseHeadersRegex: aliasedHeaders,
        maxResponseBodySize: 65536,
      },
    });
  });

  it("replaces a browser's 401 by the sign-in page, and its 403 by the page of the role", () => {
    const objects = compiled();
    const service = { name: "oauth2-proxy", port: 80, middlewares: [{ name: "sso-page-headers" }] };
    const errorRequestHeaders = ["Cookie", "Authorization"];
    expect(named(objects, "Middleware", "sso-signin").spec).toEqual({
      errors: { status: ["401"], service, query: "/oauth2/sign_in?rd={url}", errorRequestHeaders },
    });
    expect(named(objects, "Middleware", "sso-forbidden-tool-user").spec).toEqual({
      errors: { status: ["403"], service, query: "/oauth2/forbidden/tool-user.html", errorRequestHeaders },
    });
  });

  it("forbids frames for the proxy's pages, wherever they appear, and allows frames of the same host for applications", () => {
    const objects = compiled();
    const headersOf = (name: string) => named(objects, "Middleware", name).spec.headers;
    expect(headersOf("sso-page-headers")).toEqual({
      customResponseHeaders: {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Strict-Transport-Security": "max-age=31536000",
      },
    });
    expect(headersOf("sso-app-headers")).toEqual({
      customResponseHeaders: {
        "X-Frame-Options": "SAMEORIGIN",
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=31536000",
      },
    });
  });

  it("answers 403 to every request that is denied", () => {
    expect(named(compiled(), "Middleware", "sso-deny").spec).toEqual({
      ipAllowList: { sourceRange: ["255.255.255.255/32"], rejectStatusCode: 403 },
    });
  });

  it("serves the proxy's endpoints without authentication on every host, with the highest priority", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    expect(named(compiled([application(), own]), "IngressRoute", "sso-proxy").spec).toEqual({
      entryPoints: ["websecure"],
      routes: [
        ...["monitoring.example.com", "own.example.com"].map((host) => ({
          kind: "Rule",
          match: `Host(\`${host}\`) && PathPrefix(\`/oauth2/\`)`,
          priority: 1_000_000,
          middlewares: [{ name: "sso-page-headers" }],
          services: [{ name: "oauth2-proxy", port: 80 }],
        })),
        ...[
          ["monitoring.example.com", "sso-logout"],
          ["own.example.com", "sso-logout-own-example-com-a3d547ca"],
        ].map(([host, name]) => ({
          kind: "Rule",
          match: `Host(\`${host}\`) && Path(\`/logout\`)`,
          priority: 1_000_000,
          middlewares: [{ name }],
          services: [{ name: "oauth2-proxy", port: 80 }],
        })),
      ],
      tls: { secretName: "monitoring-tls" },
    });
  });

  it("redirects /logout to the proxy's sign-out, and on to a page that waits for a click", () => {
    const objects = compiled();
    expect(named(objects, "Middleware", "sso-logout").spec).toEqual({
      redirectRegex: {
        regex: "^.*$",
        replacement: "https://monitoring.example.com/oauth2/sign_out?rd=/oauth2/sign_in?signed_out=/tool/",
      },
    });
    const routes = named(objects, "IngressRoute", "sso-proxy").spec.routes;
    expect(routes.at(-1)).toMatchObject({ priority: 1_000_000, middlewares: [{ name: "sso-logout" }] });
  });

  it("forwards requests for a pass-through application without asking the proxy", () => {
    const objects = compiled([application()], settings({ passthroughApplications: [grafana] }));
    expect(named(objects, "IngressRoute", "sso-passthrough-grafana").spec.routes).toEqual([
      {
        kind: "Rule",
        match: "Host(`monitoring.example.com`) && (Path(`/grafana`) || PathPrefix(`/grafana/`))",
        priority: 10000,
        middlewares: [{ name: "sso-passthrough-headers" }],
        services: [{ name: "grafana", port: 80 }],
      },
    ]);
  });

  it("serves TLS only, with the default certificate of the entry point if none is given", () => {
    const specs = ofKind(
      compiled([application()], settings({ certificate: {} }), ["secure", "internal"]),
      "IngressRoute",
    ).map(({ spec }) => [spec.entryPoints, spec.tls]);
    expect(specs).toEqual([
      [["secure", "internal"], {}],
      [["secure", "internal"], {}],
    ]);
  });

  it("gives each role its own Middlewares, even if Traefik would write their names alike", () => {
    const roles = ["a.b", "a-b", "a_b", "A-b", "a--b", "a-b-"];
    const objects = compiled([
      application({ rules: roles.map((role, index) => ({ paths: [`/${index}`], require: { role } })) }),
    ]);
    const written = objects
      .filter(({ metadata }) => metadata.name.startsWith("sso-auth"))
      .map(({ metadata }) => metadata.name.replace(/[^A-Za-z0-9]+/g, "-").replace(/-$/, ""));
    expect(new Set(written).size).toBe(roles.length);
  });
});
