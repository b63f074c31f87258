import type { HelmValues } from "../../../components/helm/values";
import { crdsValues, monitoringValues } from "../../../components/monitoring/chart-values";
import type { OAuth2ProxyArgs } from "../../../components/proxy/args";
import { proxyValues } from "../../../components/proxy/chart-values";
import { renderPages } from "../../../components/proxy/pages/config-map";
import { valkeyValues } from "../../../components/sessions/valkey-values";
import type { ChartName } from "../../../versions";
import { grafana, monitoringSettings } from "../../monitoring/settings";
import { cookies, proxySettings, redis, reverseProxyArgs } from "../../proxy/settings";

const caBundle = { secretName: "ca-bundle", key: "ca.crt" };
const valkeySettings = {
  namespace: "monitoring",
  rotation: "1",
  password: { secretName: "valkey-credentials", key: "redis-password" },
  tlsSecretName: "valkey-tls",
  ca: { secretName: "valkey-ca", key: "ca.crt" },
};

function proxyVariant(overrides: Partial<OAuth2ProxyArgs>): HelmValues {
  const settings = proxySettings(overrides);
  return proxyValues(settings, renderPages(settings));
}

/** The values that this stack sets, for settings that together reach each of them. */
export const valueVariants: Record<ChartName, readonly HelmValues[]> = {
  "oauth2-proxy": [
    proxyVariant({ session: cookies, otherHosts: ["prometheus.example.com"] }),
    proxyVariant({ caBundle, roles: ["monitoring"], session: redis({ caSecret: { name: "valkey-ca" } }) }),
    proxyVariant({
      session: redis({
        sentinel: {
          masterName: "main",
          urls: ["rediss://sentinel.example.com:26379"],
          passwordSecret: { name: "sentinel", key: "password" },
        },
      }),
    }),
    proxyVariant(reverseProxyArgs({ caBundle })),
  ],
  "prometheus-operator-crds": [crdsValues({ keepCrds: false }), crdsValues({ keepCrds: true })],
  "kube-prometheus-stack": [
    monitoringValues(monitoringSettings()),
    monitoringValues(
      monitoringSettings({
        grafana: grafana(),
        hosts: { prometheus: "p.example.com", alertmanager: "a.example.com", grafana: "g.example.com" },
      }),
    ),
    monitoringValues(
      monitoringSettings({
        grafana: grafana({ caBundle }),
        storage: { size: "50Gi", storageClassName: "fast" },
        nodeExporter: true,
        controlPlane: true,
      }),
    ),
  ],
  valkey: [
    valkeyValues(valkeySettings) as HelmValues,
    valkeyValues({ ...valkeySettings, storage: { size: "1Gi", storageClassName: "fast" } }) as HelmValues,
    // The component adds it, because it depends on resources.
    { podAnnotations: { restart: "1" } },
  ],
};
