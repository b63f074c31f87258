import fc from "fast-check";
import {
  alertmanagerApplication,
  applicationArgs,
  checkApplicationArgs,
  checkApplications,
  compositeRoles,
  decide,
  httpMethods,
  prometheusApplication,
  requiredRoles,
} from "../../components/access";
import { spellingOf } from "../../testing/paths/spellings";

const host = "monitoring.example.com";
const prometheus = { service: { name: "prometheus", port: 9090 }, host, basePath: "/prometheus" };
const alertmanager = { service: { name: "alertmanager", port: 9093 }, host, basePath: "/alertmanager" };
const builtIns = {
  split: [prometheusApplication("split", prometheus), alertmanagerApplication("split", alertmanager)] as const,
  "single-role": [
    prometheusApplication("single-role", prometheus),
    alertmanagerApplication("single-role", alertmanager),
  ] as const,
};

function answer(profile: keyof typeof builtIns, method: string, path: string) {
  const [first, second] = builtIns[profile];
  const decision = decide(path.startsWith("/alertmanager") ? second : first, method, path);
  return decision.type === "role" ? decision.role : "deny";
}

/** What changes something, or lets data in: the endpoints of Prometheus 3 and Alertmanager 0.28. */
const stateChanging = [
  ["POST", "/prometheus/api/v1/admin/tsdb/delete_series", "prometheus-admin"],
  ["PUT", "/prometheus/api/v1/admin/tsdb/snapshot", "prometheus-admin"],
  ["POST", "/prometheus/api/v1/admin/tsdb/clean_tombstones", "prometheus-admin"],
  ["POST", "/prometheus/-/reload", "prometheus-admin"],
  ["PUT", "/prometheus/-/quit", "prometheus-admin"],
  ["POST", "/prometheus/api/v1/write", "deny"],
  ["POST", "/prometheus/api/v1/otlp/v1/metrics", "deny"],
  ["POST", "/prometheus/api/v1/read", "deny"],
  ["DELETE", "/prometheus/api/v1/series", "deny"],
  ["POST", "/alertmanager/api/v2/silences", "alertmanager-editor"],
  ["DELETE", "/alertmanager/api/v2/silence/0c9a", "alertmanager-editor"],
  ["POST", "/alertmanager/api/v2/alerts", "deny"],
  ["POST", "/alertmanager/-/reload", "deny"],
] as const;

const reads = [
  ["GET", "/prometheus/graph", "prometheus-viewer"],
  ["HEAD", "/prometheus/graph", "prometheus-viewer"],
  ["GET", "/prometheus/api/v1/query", "prometheus-viewer"],
  ["POST", "/prometheus/api/v1/query", "prometheus-viewer"],
  ["POST", "/prometheus/api/v1/query_range", "prometheus-viewer"],
  ["POST", "/prometheus/api/v1/series", "prometheus-viewer"],
  ["POST", "/prometheus/api/v1/labels", "prometheus-viewer"],
  ["POST", "/prometheus/api/v1/query_exemplars", "prometheus-viewer"],
  ["POST", "/prometheus/api/v1/format_query", "prometheus-viewer"],
  ["POST", "/prometheus/api/v1/parse_query", "prometheus-viewer"],
  ["GET", "/prometheus/federate", "prometheus-viewer"],
  ["GET", "/alertmanager/", "alertmanager-viewer"],
  ["GET", "/alertmanager/api/v2/silences", "alertmanager-viewer"],
] as const;

const debug = ["/prometheus/debug/pprof/heap", "/prometheus/debug", "/alertmanager/debug/pprof/cmdline"];

describe("the profile split", () => {
  it.each([...reads, ...stateChanging])("%s %s needs %s", (method, path, expected) => {
    expect(answer("split", method, path)).toBe(expected);
  });

  it.each(debug)("denies %s for every user and method", (path) => {
    for (const method of httpMethods) {
      expect(answer("split", method, path)).toBe("deny");
    }
  });

  it("denies viewers every state-changing endpoint in any spelling", () => {
    const requests = fc
      .constantFrom(...stateChanging)
      .chain(([method, path]) => fc.tuple(fc.constant(method), spellingOf(path)));
    fc.assert(
      fc.property(requests, ([method, path]) => {
        expect(answer("split", method, path)).not.toMatch(/viewer$/);
      }),
      { numRuns: 5000 },
    );
  });

  it("grants viewers only reads and the listed queries", () => {
    const queries = new Set<string>(reads.filter(([method]) => method === "POST").map(([, path]) => path));
    const requests = fc.record({
      method: fc.constantFrom("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "post"),
      path: fc.oneof(fc.webPath(), fc.constant("api/v1/query"), fc.constant("api/v1/query/")),
    });
    fc.assert(
      fc.property(requests, ({ method, path }) => {
        fc.pre(!(method === "POST" && queries.has(`/prometheus/${path}`)));
        expect(answer("split", method, `/prometheus/${path}`)).not.toBe("prometheus-viewer");
      }),
    );
  });

  it("includes viewing and editing in the role monitoring, and never administration", () => {
    expect(compositeRoles.split).toEqual([
      { name: "monitoring", contains: ["prometheus-viewer", "alertmanager-viewer", "alertmanager-editor"] },
    ]);
    expect(requiredRoles(builtIns.split)).toEqual([
      "alertmanager-editor",
      "alertmanager-viewer",
      "prometheus-admin",
      "prometheus-viewer",
    ]);
  });
});

describe("the profile single-role", () => {
  it.each([...reads, ...stateChanging.filter(([, , role]) => role === "alertmanager-editor")])(
    "%s %s needs the role monitoring",
    (method, path) => {
      expect(answer("single-role", method, path)).toBe("monitoring");
    },
  );

  it.each([
    ...debug,
    "/prometheus/api/v1/admin/tsdb/delete_series",
    "/prometheus/-/reload",
    "/prometheus/-/quit",
    "/prometheus/api/v1/write",
    "/prometheus/api/v1/read",
    "/prometheus/api/v1/otlp/v1/metrics",
    "/alertmanager/-/reload",
  ])("denies %s for every user and method", (path) => {
    for (const method of httpMethods) {
      expect(answer("single-role", method, path)).toBe("deny");
    }
  });

  it("names neither a method nor an exact path, which ingress-nginx could not express", () => {
    for (const { rules } of builtIns["single-role"]) {
      expect(rules.flatMap(({ methods }) => methods ?? [])).toEqual([]);
      expect(rules.flatMap(({ paths }) => paths).filter((path) => !path.endsWith("/*"))).toEqual([]);
    }
  });

  it("requires one role, which contains no other", () => {
    expect(requiredRoles(builtIns["single-role"])).toEqual(["monitoring"]);
    expect(compositeRoles["single-role"]).toEqual([]);
  });
});

describe("the built-in applications", () => {
  it("pass their own checks in both profiles", () => {
    for (const applications of Object.values(builtIns)) {
      expect(checkApplicationArgs(applications.map(applicationArgs), "applications")).toEqual([]);
      expect(checkApplications(applications.map((location) => ({ location })))).toEqual([]);
    }
  });

  it("never redirect API clients below /api", () => {
    expect(builtIns.split.map(({ apiPaths }) => apiPaths)).toEqual([["/api/*"], ["/api/*"]]);
  });
});
