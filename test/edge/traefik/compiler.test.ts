import { compileEdge } from "../../../components/edge/compilers";
import { application } from "../../access/application-builder";
import { grafana, named, objectsOf, settings } from "../edge-settings";

const compiled = (...args: Parameters<typeof compile>) => objectsOf(compile(...args));

function compile(
  applications = [application()],
  edgeSettings = settings(),
  entryPoints: readonly string[] = ["websecure"],
) {
  return compileEdge({ type: "traefik", entryPoints }, applications, edgeSettings);
}

interface Route {
  readonly match: string;
  readonly priority: number;
  readonly middlewares?: readonly { readonly name: string }[];
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
    const routes = named(compiled([mixed]), "IngressRoute", "sso-app-tool").spec.routes as readonly Route[];
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

  it("asks the proxy for the role, strips what a visitor could forge and believes no forwarded header", () => {
    expect(named(compiled(), "Middleware", "sso-auth-tool-user").spec).toEqual({
      forwardAuth: {
        address:
          "http://oauth2-proxy.monitoring.svc.cluster.local/oauth2/auth?allowed_groups=role:oauth2-proxy:tool-user",
        trustForwardHeader: false,
        authResponseHeaders: [
          "X-Auth-Request-User",
          "X-Auth-Request-Email",
          "X-Auth-Request-Groups",
          "X-Auth-Request-Preferred-Username",
          "X-Forwarded-User",
          "X-Forwarded-Email",
          "X-Forwarded-Groups",
          "X-Forwarded-Preferred-Username",
          "X-Forwarded-Access-Token",
          "X-Auth-Request-Access-Token",
          "X-Auth-Request-Redirect",
          "Authorization",
          "Cookie",
        ],
        authResponseHeadersRegex: expect.stringMatching(
          /^\(\?i\)\^\(\?:X\[-_\]Auth\[-_\]Request\[-_\]User\|/,
        ) as string,
        maxResponseBodySize: 65536,
      },
    });
  });

  it.each(["X_Forwarded_User", "x-forwarded_email", "X_auth_request_groups", "X-Forwarded_Access-Token"])(
    "strips %s as well",
    (header) => {
      const { forwardAuth } = named(compiled(), "Middleware", "sso-auth-tool-user").spec;
      const { authResponseHeadersRegex } = forwardAuth as { authResponseHeadersRegex: string };
      expect(new RegExp(authResponseHeadersRegex.replace("(?i)", ""), "i").test(header)).toBe(true);
      expect(new RegExp(authResponseHeadersRegex.replace("(?i)", ""), "i").test(`${header}-Other`)).toBe(false);
    },
  );

  it("shows a browser the sign-in page in place of a 401, and the page of the role in place of a 403", () => {
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

  it("shows the proxy's pages in no frame, wherever they stand, and an application in frames of its own host only", () => {
    const objects = compiled();
    const headersOf = (name: string) => named(objects, "Middleware", name).spec.headers;
    expect(headersOf("sso-page-headers")).toEqual({
      customResponseHeaders: {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
      },
    });
    expect(headersOf("sso-app-headers")).toEqual({
      customResponseHeaders: { "X-Frame-Options": "SAMEORIGIN", "X-Content-Type-Options": "nosniff" },
    });
  });

  it("refuses with 403 whoever meets a denial", () => {
    expect(named(compiled(), "Middleware", "sso-deny").spec).toEqual({
      ipAllowList: { sourceRange: ["255.255.255.255/32"], rejectStatusCode: 403 },
    });
  });

  it("serves the proxy's endpoints without authentication on every host, above everything else", () => {
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

  it("leads from /logout through the proxy's sign-out to a page that waits for a click", () => {
    const objects = compiled();
    expect(named(objects, "Middleware", "sso-logout").spec).toEqual({
      redirectRegex: {
        regex: "^.*$",
        replacement: "https://monitoring.example.com/oauth2/sign_out?rd=/oauth2/sign_in?signed_out=/tool/",
      },
    });
    const routes = named(objects, "IngressRoute", "sso-proxy").spec.routes as readonly Route[];
    expect(routes.at(-1)).toMatchObject({ priority: 1_000_000, middlewares: [{ name: "sso-logout" }] });
  });

  it("leads from /logout of a host back to that host", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    const { redirectRegex } = named(compiled([own]), "Middleware", "sso-logout-own-example-com-a3d547ca").spec;
    expect(redirectRegex).toMatchObject({
      replacement: "https://own.example.com/oauth2/sign_out?rd=/oauth2/sign_in?signed_out=/",
    });
  });

  it("serves an open application at the root of its own host, without the proxy's endpoints there", () => {
    const open = { ...grafana, host: "grafana.example.com", basePath: "" };
    const objects = compiled([application()], settings({ passthroughApplications: [open] }));
    const matches = objects.flatMap(({ spec }) => ((spec.routes ?? []) as Route[]).map(({ match }) => match));
    expect(matches.filter((match) => match.includes("grafana.example.com"))).toEqual([
      "Host(`grafana.example.com`) && PathPrefix(`/`)",
    ]);
  });

  it("serves an open application as it is, and nothing around it", () => {
    const objects = compiled([application()], settings({ passthroughApplications: [grafana] }));
    expect(named(objects, "IngressRoute", "sso-open-grafana").spec.routes).toEqual([
      {
        kind: "Rule",
        match: "Host(`monitoring.example.com`) && (Path(`/grafana`) || PathPrefix(`/grafana/`))",
        priority: 10000,
        services: [{ name: "grafana", port: 80 }],
      },
    ]);
  });

  it("serves TLS only, with the edge's default certificate when none is given", () => {
    const specs = compiled([application()], settings({ certificate: {} }), ["secure", "internal"])
      .filter(({ kind }) => kind === "IngressRoute")
      .map(({ spec }) => [spec.entryPoints, spec.tls]);
    expect(specs).toEqual([
      [["secure", "internal"], {}],
      [["secure", "internal"], {}],
    ]);
  });

  it("gives roles that Traefik would write alike middlewares of their own", () => {
    const roles = ["a.b", "a-b", "a_b", "A-b", "a--b", "a-b-"];
    const objects = compiled([
      application({ rules: roles.map((role, index) => ({ paths: [`/${index}`], require: { role } })) }),
    ]);
    const written = objects
      .filter(({ metadata }) => metadata.name.startsWith("sso-auth"))
      .map(({ metadata }) => metadata.name.replace(/[^A-Za-z0-9]+/g, "-").replace(/-$/, ""));
    expect(new Set(written).size).toBe(roles.length);
  });

  it("lets an object refer only to earlier ones, and labels and places each", () => {
    const objects = compiled();
    expect(objects.map(({ kind }) => kind)).toEqual([
      "Middleware",
      "Middleware",
      "Middleware",
      "Middleware",
      "Middleware",
      "Middleware",
      "Middleware",
      "IngressRoute",
      "IngressRoute",
    ]);
    for (const { apiVersion, metadata } of objects) {
      expect(apiVersion).toBe("traefik.io/v1alpha1");
      expect(metadata.namespace).toBe("monitoring");
      expect(metadata.labels).toMatchObject({
        "app.kubernetes.io/part-of": "monitoring-sso",
        "app.kubernetes.io/managed-by": "pulumi",
      });
    }
  });
});
