import type { HelmValues } from "../../components/helm/values";
import { checkMonitoringValues } from "../../components/monitoring/check-values";
import { formatProblems, type Problem } from "../../components/validation/problem";
import { grafana, monitoringSettings } from "./settings";

function check(values: HelmValues, withGrafana = false): Problem[] {
  return checkMonitoringValues(
    monitoringSettings(withGrafana ? { values, grafana: grafana() } : { values }),
    "monitoring.values",
  );
}

describe("checkMonitoringValues", () => {
  it("accepts overrides that add values, or repeat a managed one", () => {
    expect(check({ prometheus: { prometheusSpec: { replicas: 2, routePrefix: "/prometheus" } } })).toEqual([]);
  });

  it("fails on an override of a value that access control depends on, and shows the managed value", () => {
    const values = {
      prometheus: { prometheusSpec: { enableAdminAPI: true } },
      alertmanager: { ingress: { enabled: true } },
    };
    expect(formatProblems(check(values), "monitoring-sso:")).toMatchInlineSnapshot(`
      "invalid configuration: 2 problems, nothing was created
        monitoring-sso:monitoring.values.prometheus.prometheusSpec.enableAdminAPI = true
          expected false, which this stack manages; remove the override: access control depends on it
        monitoring-sso:monitoring.values.alertmanager.ingress.enabled = true
          expected false, which this stack manages; remove the override: access control depends on it"
    `);
  });

  it("fails on a client secret in the values, and does not print it", () => {
    const values = { grafana: { "grafana.ini": { "auth.generic_oauth": { client_secret: "hunter2" } } } };
    const problems = check(values, true);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      path: "monitoring.values.grafana.grafana.ini.auth.generic_oauth.client_secret",
    });
    expect(formatProblems(problems)).not.toContain("hunter2");
  });

  it.each(["web.enable-lifecycle", "web.enable-admin-api", "web.route-prefix", "web.external-url"])(
    "fails on the flag %s",
    (name) => {
      const values = { prometheus: { prometheusSpec: { additionalArgs: [{ name: "log.level" }, { name }] } } };
      expect(check(values)).toEqual([
        {
          path: "monitoring.values.prometheus.prometheusSpec.additionalArgs[1]",
          value: name,
          expected: "a flag that this stack does not manage",
        },
      ]);
    },
  );

  it("fails on a Grafana without sign-in at Keycloak", () => {
    expect(check({ grafana: { enabled: true } })).toEqual([
      expect.objectContaining({ path: "monitoring.values.grafana.enabled" }),
    ]);
    expect(check({ grafana: { enabled: true } }, true)).toEqual([]);
  });
});
