import type { HelmValues } from "../../components/helm/values";
import { formatProblems, type Problem } from "../../components/validation/problem";
import { checkMonitoringValues } from "../../components/monitoring/check-values";
import { grafana, monitoringArgs } from "./settings";

function check(values: HelmValues, withGrafana = false): Problem[] {
  return checkMonitoringValues(
    monitoringArgs(withGrafana ? { values, grafana: grafana() } : { values }),
    "monitoring.values",
  );
}

describe("checkMonitoringValues", () => {
  it("accepts what only adds or repeats", () => {
    expect(check({ prometheus: { prometheusSpec: { replicas: 2, routePrefix: "/prometheus" } } })).toEqual([]);
  });

  it("fails on an override that would open a door, with what it must be", () => {
    const values = {
      prometheus: { prometheusSpec: { enableAdminAPI: true } },
      alertmanager: { ingress: { enabled: true } },
    };
    expect(formatProblems(check(values), "monitoring-sso:")).toMatchInlineSnapshot(`
      "invalid configuration: 2 problems, nothing was created
        monitoring-sso:monitoring.values.prometheus.prometheusSpec.enableAdminAPI = true
          expected what this stack sets, false; remove it; the sign-in rests on it
        monitoring-sso:monitoring.values.alertmanager.ingress.enabled = true
          expected what this stack sets, false; remove it; the sign-in rests on it"
    `);
  });

  it("fails on a clear-text client secret and does not repeat it", () => {
    const values = { grafana: { "grafana.ini": { "auth.generic_oauth": { client_secret: "hunter2" } } } };
    const problems = check(values, true);
    expect(problems).toHaveLength(1);
    expect(formatProblems(problems)).not.toContain("hunter2");
  });

  it.each(["web.enable-lifecycle", "web.enable-admin-api", "web.route-prefix"])("fails on the flag %s", (name) => {
    const values = { prometheus: { prometheusSpec: { additionalArgs: [{ name: "log.level" }, { name }] } } };
    expect(check(values)).toEqual([
      {
        path: "monitoring.values.prometheus.prometheusSpec.additionalArgs[1]",
        value: name,
        expected: "a flag that this stack leaves open",
      },
    ]);
  });

  it("fails on a Grafana without a sign-in", () => {
    expect(check({ grafana: { enabled: true } })).toEqual([
      expect.objectContaining({ path: "monitoring.values.grafana.enabled" }),
    ]);
    expect(check({ grafana: { enabled: true } }, true)).toEqual([]);
  });
});
