import type { HelmValues } from "../../components/helm/values";

const volume = (storageClassName: string, storage: string): HelmValues => ({
  volumeClaimTemplate: {
    spec: { storageClassName, accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
  },
});

const resources = { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "4Gi" } };

/** The keys of public values files for this chart, reduced, with values of our own. */
export const publicValues: Readonly<Record<string, HelmValues>> = {
  "cloud registry as a mirror, Grafana behind an Ingress": {
    prometheus: { prometheusSpec: { storageSpec: volume("cloud-ssd", "50Gi") } },
    "kube-state-metrics": {
      image: { repository: "registry.example.com/kube-state-metrics", tag: "2.20.0" },
      imagePullSecrets: [{ name: "registry" }],
    },
    grafana: {
      image: { repository: "registry.example.com/grafana", tag: "13.2.0" },
      sidecar: { image: { repository: "registry.example.com/k8s-sidecar", tag: "2.1.0" } },
      ingress: { enabled: true, path: "/", hosts: ["grafana.example.com"], tls: [{ secretName: "tls" }] },
    },
  },
  "homelab on virtual machines, Grafana behind a load balancer": {
    prometheus: {
      retention: "2d",
      prometheusSpec: {
        storageSpec: volume("local", "10Gi"),
        podMonitorSelector: {},
        podMonitorSelectorNilUsesHelmValues: false,
        podMonitorNamespaceSelector: {},
      },
    },
    grafana: {
      service: { type: "LoadBalancer", loadBalancerIP: "192.0.2.10" },
      persistence: { enabled: true, size: "10Gi", storageClassName: "local", accessModes: ["ReadWriteOnce"] },
      sidecar: { dashboards: { enabled: true, label: "grafana_dashboard" }, datasources: { enabled: true } },
    },
    alertmanager: { alertmanagerSpec: { storage: volume("local", "1Gi") } },
  },
  "k3s, everything behind ingress-nginx": {
    grafana: {
      admin: { existingSecret: "grafana-admin", userKey: "admin-user", passwordKey: "admin-password" },
      service: { type: "ClusterIP" },
      ingress: { enabled: true, className: "nginx", hosts: ["grafana.example.com"], tls: [] },
    },
    prometheus: {
      prometheusSpec: { retention: "15d", resources },
      ingress: { enabled: true, className: "nginx", hosts: ["prometheus.example.com"], tls: [] },
    },
    alertmanager: { alertmanagerSpec: { resources } },
  },
  "homelab with Argo CD, webhook certificates from cert-manager": {
    crds: { enabled: false },
    prometheusOperator: { admissionWebhooks: { certManager: { enabled: true }, patch: { enabled: false } } },
    grafana: { persistence: { enabled: true, size: "10Gi" } },
    prometheus: { prometheusSpec: { retention: "30d", storageSpec: volume("ceph", "20Gi") } },
  },
  "cloud cluster without Alertmanager": {
    prometheus: {
      prometheusSpec: {
        retention: "5h",
        scrapeInterval: "30s",
        evaluationInterval: "30s",
        scrapeTimeout: "10s",
        serviceMonitorSelectorNilUsesHelmValues: false,
        storageSpec: volume("gp3", "50Gi"),
      },
    },
    alertmanager: { enabled: false },
    grafana: {
      enabled: true,
      defaultDashboardsEnabled: true,
      sidecar: { dashboards: { enabled: true, label: "grafana_dashboard", searchNamespace: "monitoring" } },
    },
  },
  "EKS with a Thanos sidecar": {
    prometheusOperator: { enabled: true, logFormat: "logfmt", logLevel: "debug", affinity: {}, tolerations: [] },
    prometheus: {
      enabled: true,
      serviceAccount: { create: true, annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/x" } },
      thanosService: { enabled: true, type: "ClusterIP", clusterIP: "None" },
      thanosIngress: { enabled: false, ingressClassName: "nginx", hosts: ["thanos.example.com"] },
      prometheusSpec: {
        disableCompaction: true,
        externalLabels: { cluster: "example" },
        replicas: 2,
        retentionSize: "20GB",
        thanos: { objectStorageConfig: { existingSecret: { name: "thanos", key: "objstore.yaml" } } },
      },
    },
  },
  "test cluster behind a jump host, NodePorts": {
    prometheus: { prometheusSpec: { serviceMonitorSelectorNilUsesHelmValues: false } },
    grafana: {
      adminPassword: "admin",
      service: { type: "NodePort", nodePort: 32000 },
      ingress: { enabled: false },
    },
    alertmanager: { enabled: true, service: { type: "NodePort", nodePort: 32001 } },
    nodeExporter: { enabled: true },
    kubeStateMetrics: { enabled: true },
  },
  "kubeadm on premises, etcd's certificates": {
    prometheus: {
      prometheusSpec: {
        enableRemoteWriteReceiver: true,
        ruleSelectorNilUsesHelmValues: false,
        walCompression: false,
        storageSpec: volume("nfs", "1Gi"),
        secrets: ["etcd-client"],
      },
    },
    kubeEtcd: { endpoints: ["192.0.2.1"], serviceMonitor: { scheme: "https", insecureSkipVerify: true } },
  },
  "validators with a pager": {
    defaultRules: { create: false },
    kubeDns: { enabled: false },
    coreDns: { enabled: false },
    kubeApiServer: { enabled: false },
    nodeExporter: { enabled: false },
    prometheus: {
      prometheusSpec: {
        ruleSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["x"] }] },
        resources,
      },
    },
    alertmanager: {
      config: {
        global: { opsgenie_api_url: "https://api.opsgenie.example.com/", opsgenie_api_key: "plain" },
        route: { group_by: ["alertname"], receiver: "default", routes: [{ receiver: "default" }] },
        receivers: [{ name: "default", webhook_configs: [{ url: "http://bot:8080/alerts" }] }],
      },
    },
  },
  "distribution with nodes for infrastructure": {
    nameOverride: "prometheus-operator",
    kubeTargetVersionOverride: "1.35.0",
    commonLabels: { "app.kubernetes.io/part-of": "x", "example.com/monitor": "" },
    alertmanager: {
      alertmanagerSpec: {
        image: { repository: "registry.example.com/alertmanager" },
        nodeSelector: { "node-role.kubernetes.io/infra": "" },
        podAntiAffinity: "soft",
        tolerations: [{ key: "node-role.kubernetes.io/infra", operator: "Exists" }],
      },
    },
  },
  "development cluster, dashboards without sign-in": {
    prometheus: { prometheusSpec: { retention: "2d", probeSelectorNilUsesHelmValues: false, enableAdminAPI: true } },
    grafana: {
      defaultDashboardsTimezone: "browser",
      "grafana.ini": {
        "auth.anonymous": { enabled: true, org_role: "Viewer" },
        security: { allow_embedding: true, cookie_samesite: "none" },
      },
      env: { GF_SERVER_ROOT_URL: "https://grafana.example.com" },
      plugins: ["grafana-piechart-panel"],
      sidecar: { dashboards: { labelValue: "1", searchNamespace: "ALL" } },
    },
  },
};
