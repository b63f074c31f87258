import { type Application, prometheusApplication } from "../../../components/access";
import { compileApplication, compileEdge } from "../../../components/edge/compilers";
import type { EdgeObject } from "../../../components/edge/contract";
import { authResponseHeaders } from "../../../components/edge/model/stripped-headers";
import { application } from "../../access/application-builder";
import { grafana, named, objectsOf, ofKind, settings } from "../edge-settings";

const compile = (applications: Application[], edgeSettings = settings()) =>
  compileEdge({ type: "ingress-nginx", ingressClassName: "nginx" }, applications, edgeSettings);

const prefix = "nginx.ingress.kubernetes.io";
const tool = application({
  rules: [
    { paths: ["/debug/*", "/-/reload/*"], require: "deny" },
    { paths: ["/*"], require: { role: "monitoring" } },
  ],
});

/** The Ingress of a path. */
function ingressAt(objects: readonly EdgeObject[], path: string, host = "monitoring.example.com") {
  const found = ofKind(objects, "Ingress").filter(({ spec }) =>
    spec.rules.some((rule) => rule.host === host && rule.http.paths.some((each) => each.path === path)),
  );
  expect(found).toHaveLength(1);
  return found[0] as (typeof found)[number];
}

describe("the ingress-nginx compiler", () => {
  it("redirects a browser that requests a page to the sign-in", () => {
    expect(ingressAt(objectsOf(compile([tool])), "/tool")).toEqual({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "sso-prefix-monitoring-example-com-tool-7d6200f0",
        namespace: "monitoring",
        labels: {
          "app.kubernetes.io/part-of": "monitoring-sso",
          "app.kubernetes.io/component": "edge",
          "app.kubernetes.io/managed-by": "pulumi",
        },
        annotations: {
          [`${prefix}/ssl-redirect`]: "true",
          [`${prefix}/force-ssl-redirect`]: "true",
          [`${prefix}/proxy-buffer-size`]: "16k",
          "pulumi.com/skipAwait": "true",
          [`${prefix}/auth-url`]:
            "http://oauth2-proxy.monitoring.svc.cluster.local/oauth2/auth?allowed_groups=role:oauth2-proxy:monitoring",
          [`${prefix}/auth-signin`]: "https://monitoring.example.com/oauth2/sign_in",
          [`${prefix}/auth-response-headers`]: authResponseHeaders.join(","),
        },
      },
      spec: {
        ingressClassName: "nginx",
        tls: [{ hosts: ["monitoring.example.com"], secretName: "monitoring-tls" }],
        rules: [
          {
            host: "monitoring.example.com",
            http: {
              paths: [
                {
                  path: "/tool",
                  pathType: "Prefix",
                  backend: { service: { name: "tool", port: { number: 8080 } } },
                },
              ],
            },
          },
        ],
      },
    });
  });

  it("gives API paths the plain 401, without a redirect to the sign-in", () => {
    const { metadata, spec } = ingressAt(objectsOf(compile([tool])), "/tool/api");
    expect(metadata.annotations).toHaveProperty([`${prefix}/auth-url`]);
    expect(metadata.annotations).not.toHaveProperty([`${prefix}/auth-signin`]);
    expect(spec.rules).toHaveLength(1);
  });

  it.each(["/tool/debug", "/tool/-/reload", "/"])("denies %s in two ways, with the proxy as backend", (path) => {
    const { metadata, spec } = ingressAt(objectsOf(compile([tool])), path);
    expect(metadata.annotations).toMatchObject({
      [`${prefix}/whitelist-source-range`]: "0.0.0.0/32",
      [`${prefix}/auth-url`]:
        "http://oauth2-proxy.monitoring.svc.cluster.local/oauth2/auth?allowed_groups=role:oauth2-proxy:",
    });
    const backend = { service: { name: "oauth2-proxy", port: { number: 80 } } };
    expect(spec.rules).toEqual([
      { host: "monitoring.example.com", http: { paths: [{ path, pathType: "Prefix", backend }] } },
    ]);
  });

  it("allows no address that nginx cannot read: inet_addr returns 255.255.255.255 for an error", () => {
    expect(JSON.stringify(objectsOf(compile([tool])))).not.toContain("255.255.255.255");
  });

  it("denies the root of every host that is no application's, also on hosts of pass-through applications", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "", apiPaths: [] });
    const passthroughApplications = [{ ...grafana, host: "grafana.example.com" }];
    const objects = objectsOf(compile([tool, own], settings({ passthroughApplications })));
    const isDenied = (host: string): boolean =>
      `${prefix}/whitelist-source-range` in (ingressAt(objects, "/", host).metadata.annotations ?? {});
    expect(["monitoring.example.com", "grafana.example.com", "own.example.com"].map(isDenied)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("serves the proxy without authentication on every host", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    const { metadata, spec } = named(objectsOf(compile([tool, own])), "Ingress", "sso-proxy");
    expect(Object.keys(metadata.annotations ?? {}).filter((key) => key.includes("auth"))).toEqual([]);
    expect(spec.tls).toEqual([{ hosts: ["monitoring.example.com", "own.example.com"], secretName: "monitoring-tls" }]);
    expect(JSON.stringify(spec.rules).match(/"path":"\/oauth2","pathType":"Prefix"/g)).toHaveLength(2);
  });

  it("redirects /logout to the proxy's sign-out", () => {
    const { metadata, spec } = named(objectsOf(compile([tool])), "Ingress", "sso-logout");
    expect(metadata.annotations).toMatchObject({
      [`${prefix}/temporal-redirect`]:
        "https://monitoring.example.com/oauth2/sign_out?rd=/oauth2/sign_in?signed_out=/tool/",
    });
    expect(JSON.stringify(spec.rules)).toContain('"path":"/logout","pathType":"Prefix"');
  });

  it("forwards every request for a pass-through application, over TLS, without a claim about the user", () => {
    const objects = objectsOf(compile([tool], settings({ passthroughApplications: [grafana] })));
    const { metadata, spec } = ingressAt(objects, "/grafana");
    expect(metadata.annotations).toMatchObject({
      // Grants every request, and removes what a client claims about the user.
      [`${prefix}/auth-url`]: "http://oauth2-proxy.monitoring.svc.cluster.local/ping",
      [`${prefix}/auth-response-headers`]: expect.stringMatching(/^X-Auth-Request-User,.*X-WebAuth-User/) as string,
    });
    expect(metadata.annotations).not.toHaveProperty([`${prefix}/auth-signin`]);
    const backend = { service: { name: "grafana", port: { number: 80 } } };
    const paths = [{ path: "/grafana", pathType: "Prefix", backend }];
    expect(spec.rules).toEqual([{ host: "monitoring.example.com", http: { paths } }]);
  });

  it("asks nobody about a request that flows through the proxy, which removes those headers itself", () => {
    const proxied = { ...grafana, service: { name: "oauth2-proxy", port: 80 } };
    const objects = objectsOf(compile([tool], settings({ mode: "reverse-proxy", passthroughApplications: [proxied] })));
    const { metadata } = ingressAt(objects, "/grafana");
    expect(Object.keys(metadata.annotations ?? {}).filter((key) => key.includes("auth"))).toEqual([]);
  });

  it("redirects to the sign-in on the application's own host, since the cookie is per host", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    const { metadata, spec } = ingressAt(objectsOf(compile([own])), "/", "own.example.com");
    expect(metadata.annotations).toMatchObject({ [`${prefix}/auth-signin`]: "https://own.example.com/oauth2/sign_in" });
    expect(spec.rules[0]?.http.paths).toMatchObject([{ path: "/", pathType: "Prefix" }]);
  });

  it("uses plain paths only: no rewrite, regular expression, snippet or cache", () => {
    const annotations = objectsOf(compile([tool])).flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {}));
    expect(annotations.filter((key) => /regex|rewrite|snippet|cache/.test(key))).toEqual([]);
  });

  it("fails for rules with methods, names each and says how to fix it", () => {
    const split = prometheusApplication("split", {
      service: { name: "prometheus", port: 9090 },
      host: "monitoring.example.com",
      basePath: "/prometheus",
    });
    const denial = application({ rules: [{ paths: ["/x", "/y/*"], methods: ["PUT", "POST"], require: "deny" }] });
    const fix = 'choose access.profile "single-role" and rules without methods, or edge.traefik';
    const compilation = compile([{ ...split, rules: split.rules.slice(0, 2) }, denial]);
    expect(compilation).toEqual({
      ok: false,
      problems: [
        {
          path: "edge.ingressNginx",
          expected:
            'an edge that matches methods, to express "prometheus: GET, HEAD, OPTIONS /* needs prometheus-viewer"',
          fix,
        },
        {
          path: "edge.ingressNginx",
          expected: 'an edge that matches methods, to express "tool: PUT, POST /x, /y/* is denied"',
          fix,
        },
      ],
    });
  });

  it("fails for an exact path inside a prefix with another rule", () => {
    const rules = [{ paths: ["/-/reload"], require: "deny" as const }, ...application().rules];
    expect(compile([application({ rules })])).toEqual({
      ok: false,
      problems: [
        {
          path: "edge.ingressNginx",
          expected: 'an edge that prefers exact paths, to tell "tool: /-/reload" from the paths around it',
          fix: 'write "/-/reload/*", or choose edge.traefik',
        },
      ],
    });
  });

  it("accepts an exact path outside every prefix, and leaves out one with the rule around it", () => {
    const alone = application({ apiPaths: [], rules: [{ paths: ["/hook"], require: { role: "caller" } }] });
    const [, , hook] = objectsOf(compile([alone]));
    expect(JSON.stringify(hook?.spec)).toContain('"path":"/tool/hook","pathType":"Exact"');
    const within = application({ apiPaths: [], rules: [{ paths: ["/hook", "/*"], require: { role: "caller" } }] });
    expect(JSON.stringify(objectsOf(compile([within])))).not.toContain("hook");
  });

  it("fails for an exact path that Traefik's provider would rank no higher than the root of the host", () => {
    const hook = (path: "/hook12" | "/hook123") =>
      application({ basePath: "", apiPaths: [], rules: [{ paths: [path], require: { role: "caller" } }] });
    expect(compile([hook("/hook12")])).toMatchObject({
      problems: [{ fix: expect.stringContaining("/hook12/*") as string }],
    });
    expect(compile([hook("/hook123")]).ok).toBe(true);
  });

  it("fails for a role below the path about which the controller asks nobody", () => {
    const acme = (require: "deny" | { role: string }) =>
      application({ basePath: "", apiPaths: [], rules: [{ paths: ["/.well-known/acme-challenge/*"], require }] });
    expect(compile([acme({ role: "user" })])).toMatchObject({
      problems: [{ path: "edge.ingressNginx", fix: "deny the path, or choose edge.traefik" }],
    });
    expect(compile([acme("deny")]).ok).toBe(true);
  });

  it("renders an Ingress per path, the longest path first", () => {
    const roles = application({
      apiPaths: [],
      rules: [
        { paths: ["/admin/*"], require: { role: "admin" } },
        { paths: ["/*"], require: { role: "user" } },
      ],
    });
    expect(objectsOf(compile([roles])).map(({ metadata }) => metadata.name)).toEqual([
      "sso-proxy",
      "sso-logout",
      "sso-prefix-monitoring-example-com-tool-admin-f8525627",
      "sso-prefix-monitoring-example-com-tool-7d6200f0",
      "sso-prefix-monitoring-example-com-58550197",
    ]);
  });
});

describe("an application at the root of the host that is added to a stack on ingress-nginx", () => {
  it("fails, because the stack has an Ingress for the root", () => {
    const choice = { type: "ingress-nginx", ingressClassName: "nginx" } as const;
    expect(compileApplication(choice, application({ basePath: "" }), settings())).toMatchObject({
      problems: [{ path: "edge.ingressNginx", expected: expect.stringContaining("a path of its own") as string }],
    });
  });
});
