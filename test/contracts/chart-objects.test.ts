import { alertmanagerService, grafanaService, prometheusService } from "../../components/monitoring/service-names";
import { proxyReleaseName, proxyServicePort } from "../../components/proxy/chart-values";
import { valkeyName } from "../../components/sessions/valkey-values";
import { chartFacts } from "./support/chart-facts";

describe("names and ports that we rely on", () => {
  it.each([prometheusService, alertmanagerService, grafanaService])("$name serves on $port", ({ name, port }) => {
    expect(Object.values(chartFacts("kube-prometheus-stack").services[name]?.ports ?? {})).toContain(port);
  });

  it("the proxy's Service and pods are where the edge and the policies expect them", () => {
    const { services, pods } = chartFacts("oauth2-proxy");
    expect(services[proxyReleaseName]).toEqual({
      ports: { http: proxyServicePort, metrics: 44180 },
      selector: { "app.kubernetes.io/name": "oauth2-proxy", "app.kubernetes.io/instance": "oauth2-proxy" },
    });
    expect(pods[proxyReleaseName]).toEqual({ name: "oauth2-proxy", ports: [4180, 44180] });
  });

  it("the session store's Service is the one in the connection", () => {
    const { services, pods } = chartFacts("valkey");
    expect(services[valkeyName]?.ports).toMatchObject({ tcp: 6379 });
    expect(pods[valkeyName]?.name).toBe("valkey");
  });

  it("pods of the stack carry the names that policies select", () => {
    const { services, pods } = chartFacts("kube-prometheus-stack");
    expect(services[prometheusService.name]?.selector["app.kubernetes.io/name"]).toBe("prometheus");
    expect(services[alertmanagerService.name]?.selector["app.kubernetes.io/name"]).toBe("alertmanager");
    expect(pods["kube-prometheus-stack-grafana"]).toMatchObject({ name: "grafana" });
    expect(pods["kube-prometheus-stack-grafana"]?.ports).toContain(3000);
  });

  it("the definitions hold every kind that the stack creates", () => {
    expect(chartFacts("prometheus-operator-crds").definitions).toEqual(
      expect.arrayContaining(
        ["prometheuses", "alertmanagers", "servicemonitors", "prometheusrules"].map(
          (kind) => `${kind}.monitoring.coreos.com`,
        ),
      ),
    );
  });
});
