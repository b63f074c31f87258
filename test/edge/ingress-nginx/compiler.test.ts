import { type Application, prometheusApplication } from "../../../components/access";
import { compileEdge } from "../../../components/edge/compilers";
import { application } from "../../access/application-builder";
import { grafana, named, objectsOf, settings } from "../edge-settings";

const compile = (applications: Application[], edgeSettings = settings()) =>
  compileEdge({ type: "ingress-nginx", ingressClassName: "nginx" }, applications, edgeSettings);

const prefix = "nginx.ingress.kubernetes.io";
const tool = application({
  rules: [
    { paths: ["/debug/*", "/-/reload/*"], require: "deny" },
    { paths: ["/*"], require: { role: "monitoring" } },
  ],
});

describe("the ingress-nginx compiler", () => {
  it("redirects a browser that requests a page to the sign-in", () => {
    expect(named(objectsOf(compile([tool])), "Ingress", "sso-app-tool-pages-monitoring")).toEqual({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "sso-app-tool-pages-monitoring",
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
          [`${prefix}/auth-response-headers`]:
            "X-Auth-Request-User,X-Auth-Request-Email,X-Auth-Request-Groups,X-Auth-Request-Preferred-Username," +
            "X-Forwarded-User,X-Forwarded-Email,X-Forwarded-Groups,X-Forwarded-Preferred-Username," +
            "X-Forwarded-Access-Token,X-Auth-Request-Access-Token,X-Auth-Request-Redirect,Authorization,Cookie",
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
    const { metadata, spec } = named(objectsOf(compile([tool])), "Ingress", "sso-app-tool-api-monitoring");
    expect(metadata.annotations).toHaveProperty([`${prefix}/auth-url`]);
    expect(metadata.annotations).not.toHaveProperty([`${prefix}/auth-signin`]);
    expect(JSON.stringify(spec)).toContain('"path":"/tool/api"');
  });

  it("denies a path in two ways, and gives it the proxy as backend, not the application", () => {
    const { metadata, spec } = named(objectsOf(compile([tool])), "Ingress", "sso-app-tool-denied");
    expect(metadata.annotations).toMatchObject({
      [`${prefix}/whitelist-source-range`]: "255.255.255.255/32",
      [`${prefix}/auth-url`]:
        "http://oauth2-proxy.monitoring.svc.cluster.local/oauth2/auth?allowed_groups=role:oauth2-proxy:",
    });
    const backend = { service: { name: "oauth2-proxy", port: { number: 80 } } };
    expect(spec.rules).toEqual([
      {
        host: "monitoring.example.com",
        http: {
          paths: [
            { path: "/tool/debug", pathType: "Prefix", backend },
            { path: "/tool/-/reload", pathType: "Prefix", backend },
          ],
        },
      },
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

  it("forwards requests for a pass-through application without authentication, over TLS", () => {
    const objects = objectsOf(compile([tool], settings({ passthroughApplications: [grafana] })));
    const { metadata, spec } = named(objects, "Ingress", "sso-open-grafana");
    expect(Object.keys(metadata.annotations ?? {}).filter((key) => key.includes("auth"))).toEqual([]);
    const backend = { service: { name: "grafana", port: { number: 80 } } };
    const paths = [{ path: "/grafana", pathType: "Prefix", backend }];
    expect(spec.rules).toEqual([{ host: "monitoring.example.com", http: { paths } }]);
  });

  it("redirects to the sign-in on the application's own host, since the cookie is per host", () => {
    const own = application({ name: "own", host: "own.example.com", basePath: "" });
    const { metadata, spec } = named(objectsOf(compile([own])), "Ingress", "sso-app-own-pages-tool-user");
    expect(metadata.annotations).toMatchObject({ [`${prefix}/auth-signin`]: "https://own.example.com/oauth2/sign_in" });
    expect(JSON.stringify(spec.rules)).toContain('"path":"/","pathType":"Prefix"');
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

  it("renders an Ingress per role", () => {
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
      "sso-app-tool-pages-admin",
      "sso-app-tool-pages-user",
    ]);
  });
});
