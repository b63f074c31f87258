import { monitoringValues } from "../../components/monitoring/chart-values";
import { uncheckedWarnings } from "../../components/monitoring/unchecked-values";
import { monitoringSettings } from "./settings";

describe("unchecked values", () => {
  it("are a warning each, with the reason, and without the value", () => {
    const warnings = uncheckedWarnings({
      grafana: { env: { GF_TOKEN: "hunter2" }, replicas: 2 },
      newComponent: { enabled: true },
    });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^the Helm value grafana\.env\.GF_TOKEN is in uncheckedValues: authentication can be bypassed/,
      ),
      "the Helm value grafana.replicas is in uncheckedValues: it is harmless, so it can move to values",
      "the Helm value newComponent.enabled is in uncheckedValues: nobody has judged whether it bypasses authentication",
    ]);
    expect(warnings.join("\n")).not.toContain("hunter2");
  });

  it("win over values, and lose against values on which access control depends", () => {
    const settings = monitoringSettings({
      values: { prometheus: { prometheusSpec: { logLevel: "info" } } },
      uncheckedValues: { prometheus: { prometheusSpec: { logLevel: "debug", enableAdminAPI: true }, route: null } },
    });
    expect(monitoringValues(settings)).toMatchObject({
      prometheus: { prometheusSpec: { logLevel: "debug", enableAdminAPI: false }, route: { main: { enabled: false } } },
    });
  });
});
