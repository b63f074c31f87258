import { alertmanagerService, grafanaService, prometheusService } from "../../components/monitoring/service-names";
import { proxyReleaseName, proxyServicePort } from "../../components/proxy-contract/service";
import { valkeyName, valkeyPort } from "../../components/sessions/valkey-values";
import { chartFacts } from "./support/chart-facts";

describe("names and ports of the charts that this stack relies on", () => {
  it.each([prometheusService, alertmanagerService, grafanaService])(
    "the Service $name has the port $port",
    ({ name, port }) => {
      expect(Object.values(chartFacts("kube-prometheus-stack").services[name]?.ports ?? {})).toContain(port);
    },
  );

  it("the proxy's Service and pods have the names and ports of the edge and the network policies", () => {
    const { services, pods } = chartFacts("oauth2-proxy");
    expect(services[proxyReleaseName]).toEqual({
      ports: { http: proxyServicePort, metrics: 44180 },
      selector: { "app.kubernetes.io/name": "oauth2-proxy", "app.kubernetes.io/instance": "oauth2-proxy" },
    });
    expect(pods[proxyReleaseName]).toEqual({ name: "oauth2-proxy", ports: [4180, 44180] });
  });

  it("the session store's Service has the name and port of the connection", () => {
    const { services, pods } = chartFacts("valkey");
    expect(services[valkeyName]?.ports).toMatchObject({ tcp: valkeyPort });
    expect(pods[valkeyName]?.name).toBe("valkey");
  });

  it("pods have the labels that the network policies select", () => {
    const { services, pods } = chartFacts("kube-prometheus-stack");
    expect(services[prometheusService.name]?.selector["app.kubernetes.io/name"]).toBe("prometheus");
    expect(services[alertmanagerService.name]?.selector["app.kubernetes.io/name"]).toBe("alertmanager");
    expect(pods["kube-prometheus-stack-grafana"]).toMatchObject({ name: "grafana" });
    expect(pods["kube-prometheus-stack-grafana"]?.ports).toContain(3000);
  });

  it("the custom resource definitions include every kind that this stack creates", () => {
    expect(chartFacts("prometheus-operator-crds").definitions).toEqual(
      expect.arrayContaining(
        ["prometheuses", "alertmanagers", "servicemonitors", "prometheusrules"].map(
          (kind) => `${kind}.monitoring.coreos.com`,
        ),
      ),
    );
  });
});
