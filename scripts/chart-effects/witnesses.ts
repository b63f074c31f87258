import type { HelmValues } from "../../components/helm/values";

/** Values that bypass authentication, by what they do. */
export const witnesses: Readonly<Record<string, HelmValues>> = {
  "another route": { prometheus: { route: { public: { enabled: true, hostnames: ["probe.example.com"] } } } },
  "a Service for each replica": { prometheus: { servicePerReplica: { enabled: true, type: "NodePort" } } },
  "a network policy": { grafana: { networkPolicy: { enabled: true } } },
  "an object": { extraManifests: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "probe" } }] },
  "container arguments": { prometheus: { prometheusSpec: { additionalArgs: [{ name: "web.enable-lifecycle" }] } } },
  "a container": { prometheus: { prometheusSpec: { containers: [{ name: "probe" }] } } },
  "a listener": { prometheus: { prometheusSpec: { web: { pageTitle: "probe" } } } },
  "fields that are merged": { prometheus: { prometheusSpec: { additionalConfig: { hostNetwork: true } } } },
  "Grafana's environment": { grafana: { env: { GF_AUTH_ANONYMOUS_ENABLED: "true" } } },
  "Grafana's settings": { grafana: { "grafana.ini": { "auth.anonymous": { org_role: "Admin" } } } },
  "a file that replaces Grafana's settings": { grafana: { dashboardProviders: { "grafana.ini": { probe: "x" } } } },
  "a volume over Grafana's settings": { grafana: { sidecar: { dashboards: { folder: "/etc/grafana" } } } },
  "a ConfigMap over Grafana's settings": { grafana: { dashboardsConfigMaps: { "../../../etc/grafana": "probe" } } },
  "a shell command": { grafana: { dashboards: { probe: { probe: { url: "https://x/$(probe)" } } } } },
  "a plugin": { grafana: { plugins: ["probe"] } },
  "an object in a key": {
    alertmanager: { templateFiles: { "x: y\n---\napiVersion: v1\nkind: Ingress\nmetadata:\n  name: probe\nz": "x" } },
  },
  "a field in a template": {
    prometheus: { prometheusSpec: { remoteWrite: [{ url: '{{ "x\\x27\\n  listenLocal: true\\n  x: \\x27" }}' }] } },
  },
  "labels that policies select": { grafana: { podLabels: { "app.kubernetes.io/component": "probe" } } },
  "rights in the cluster": { prometheus: { additionalRulesForClusterRole: [{ verbs: ["*"] }] } },
};
