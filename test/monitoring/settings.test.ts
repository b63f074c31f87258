import { checkMonitoringShape, monitoring } from "../../components/monitoring/check";
import type { MonitoringStackArgs } from "../../components/monitoring/settings";
import { keysUnder } from "../../components/validation/keys";
import { formatProblems, type Problem } from "../../components/validation/problem";
import { grafana, monitoringArgs, monitoringSettings } from "./settings";

function problems(overrides: Partial<MonitoringStackArgs>): readonly Problem[] {
  const checked = monitoring(monitoringArgs(overrides));
  return checked.ok ? [] : checked.problems;
}

describe("defaults of the monitoring stack", () => {
  it("install Prometheus and Alertmanager on the shared host, without storage, Grafana and node-exporter", () => {
    const host = "monitoring.example.com";
    expect(monitoringSettings()).toEqual({
      namespace: "monitoring",
      locations: {
        prometheus: { host, basePath: "/prometheus" },
        alertmanager: { host, basePath: "/alertmanager" },
        grafana: { host, basePath: "/grafana" },
      },
      retention: "10d",
      nodeExporter: false,
      controlPlane: false,
      keepCrds: false,
      values: {},
      uncheckedValues: {},
      charts: { type: "upstream" },
    });
  });

  it("serve an application at the root of its own host", () => {
    expect(monitoringSettings({ hosts: { grafana: "grafana.example.com" } }).locations).toMatchObject({
      prometheus: { host: "monitoring.example.com", basePath: "/prometheus" },
      grafana: { host: "grafana.example.com", basePath: "" },
    });
  });
});

describe("the check of the monitoring stack's arguments", () => {
  it("accepts the defaults and returns them resolved", () => {
    expect(monitoring(monitoringArgs())).toEqual({ ok: true, value: monitoringSettings() });
  });

  it("accepts Grafana with its client secret", () => {
    expect(problems({ grafana: grafana(), grafanaClientSecret: "secret" })).toEqual([]);
  });

  it.each<[string, Partial<MonitoringStackArgs>]>([
    ["namespace", { namespace: "Monitoring" }],
    ["host", { host: "https://monitoring.example.com" }],
    ["hosts.prometheus", { hosts: { prometheus: "*.example.com" } }],
    ["hosts.alertmanager", { hosts: { alertmanager: "alertmanager.example.com/" } }],
    ["hosts.grafana", { hosts: { grafana: "Grafana.example.com" } }],
    ["retention", { retention: "soon" }],
    ["retention", { retention: "0d" }],
    ["storage.size", { storage: { size: "50" } }],
    ["grafana.clientId", { grafana: grafana({ clientId: "" }), grafanaClientSecret: "secret" }],
    ["grafanaClientSecret", { grafana: grafana() }],
    ["charts", { charts: { mirror: "https://charts.example.com", folder: "./charts" } }],
    ["values.crds.enabled", { values: { crds: { enabled: true } } }],
  ])("fails on %s %j", (path, overrides) => {
    expect(problems(overrides).map((problem) => problem.path)).toEqual([path]);
  });

  it("reports every problem at once", () => {
    expect(formatProblems(problems({ retention: "soon", storage: { size: "50" } }))).toMatchInlineSnapshot(`
      "invalid configuration: 2 problems, nothing was created
        retention = "soon"
          expected a duration such as "15d", "12h" or "1y"
        storage.size = "50"
          expected a size such as "10Gi""
    `);
  });

  it("names the keys that the user of a facade wrote", () => {
    const args = { hosts: { grafana: "*" }, retention: "soon", storage: { size: "50" } };
    expect(checkMonitoringShape(args, keysUnder("monitoring")).map(({ path }) => path)).toEqual([
      "monitoring.hosts.grafana",
      "monitoring.retention",
      "monitoring.storage.size",
    ]);
  });
});
