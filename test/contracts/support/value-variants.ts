import type { HelmValues } from "../../../components/helm/values";
import { crdsValues, monitoringValues } from "../../../components/monitoring/chart-values";
import { proxyValues } from "../../../components/proxy/chart-values";
import { valkeyValues } from "../../../components/sessions/valkey-values";
import type { ChartName } from "../../../versions";
import { grafana, monitoringArgs } from "../../monitoring/settings";
import { proxySettings, redis, reverseProxyArgs } from "../../proxy/settings";

const caBundle = { secretName: "ca-bundle", key: "ca.crt" };
const valkeySettings = {
  namespace: "monitoring",
  rotation: "1",
  password: { secretName: "valkey-credentials", key: "redis-password" },
  tlsSecretName: "valkey-tls",
  ca: { secretName: "valkey-ca", key: "ca.crt" },
};

/** The values that our builders set, for settings that together reach every one of them. */
export const valueVariants: Record<ChartName, readonly HelmValues[]> = {
  "oauth2-proxy": [
    proxyValues(proxySettings({ session: { type: "cookie" }, otherHosts: ["prometheus.example.com"] })),
    proxyValues(
      proxySettings({ caBundle, roles: ["monitoring"], session: redis({ sentinelPassword: valkeySettings.password }) }),
    ),
    proxyValues(proxySettings(reverseProxyArgs({ caBundle }))),
  ],
  "prometheus-operator-crds": [crdsValues({}), crdsValues({ keepCrds: true })],
  "kube-prometheus-stack": [
    monitoringValues(monitoringArgs()),
    monitoringValues(
      monitoringArgs({
        grafana: grafana(),
        hosts: { prometheus: "p.example.com", alertmanager: "a.example.com", grafana: "g.example.com" },
      }),
    ),
    monitoringValues(
      monitoringArgs({
        grafana: grafana({ caBundle }),
        storage: { size: "50Gi", storageClassName: "fast" },
        nodeExporter: true,
        controlPlane: true,
      }),
    ),
  ],
  valkey: [
    valkeyValues(valkeySettings) as HelmValues,
    valkeyValues({ ...valkeySettings, storage: { size: "1Gi", className: "fast" } }) as HelmValues,
    // Set by the component, from what it creates.
    { podAnnotations: { restart: "1" } },
  ],
};
