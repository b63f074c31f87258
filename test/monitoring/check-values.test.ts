import type { HelmValues } from "../../components/helm/values";
import { checkMonitoringValues } from "../../components/monitoring/check-values";
import { keysUnder } from "../../components/validation/keys";
import { formatProblems, type Problem } from "../../components/validation/problem";
import { grafana, monitoringSettings } from "./settings";

function check(values: HelmValues, uncheckedValues: HelmValues = {}): Problem[] {
  return checkMonitoringValues(
    monitoringSettings({ values, uncheckedValues, grafana: grafana() }),
    keysUnder("monitoring"),
  );
}

function refusedKeys(values: HelmValues): string[] {
  return check(values).map(({ path }) => path.replace("monitoring.values.", ""));
}

function grafanaIni(section: string, settings: HelmValues): HelmValues {
  return { grafana: { "grafana.ini": { [section]: settings } } };
}

function prometheusSpec(spec: HelmValues): HelmValues {
  return { prometheus: { prometheusSpec: spec } };
}

describe("checkMonitoringValues", () => {
  it("accepts overrides that are known to be harmless, or repeat a managed one", () => {
    expect(check(prometheusSpec({ replicas: 2, routePrefix: "/prometheus", listenLocal: false }))).toEqual([]);
  });

  it("names each key, its value, the reason and the way out, all at once", () => {
    const values = {
      prometheus: {
        prometheusSpec: { enableAdminAPI: true, replicaz: 2 },
        route: { public: { enabled: true } },
      },
      grafana: { env: { GF_AUTH_ANONYMOUS_ENABLED: "true" } },
    };
    expect(formatProblems(check(values), "monitoring-sso:")).toMatchInlineSnapshot(`
      "invalid configuration: 4 problems, nothing was created
        monitoring-sso:monitoring.values.prometheus.prometheusSpec.enableAdminAPI = true
          expected false, which this stack manages; remove the override: access control depends on it
        monitoring-sso:monitoring.values.prometheus.prometheusSpec.replicaz = 2
          expected a value of kube-prometheus-stack 88.5.3 that is known to be harmless; check the spelling, or move it to monitoring.uncheckedValues if it is right
        monitoring-sso:monitoring.values.prometheus.route.public.enabled = true
          expected no value here, because the chart would expose an application or a port without sign-in; the stack's edge exposes the applications (edge, monitoring.hosts), or move it to monitoring.uncheckedValues if you accept that
        monitoring-sso:monitoring.values.grafana.env.GF_AUTH_ANONYMOUS_ENABLED
          expected no value here, because it changes what runs in a pod that the edge and the network policies trust: containers, arguments, environment, files or plugins, which win over settings; remove it, or move it to monitoring.uncheckedValues if you accept that"
    `);
  });

  it.each<[string, HelmValues]>([
    ["another HTTPRoute", { prometheus: { route: { public: { enabled: true } } } }],
    ["an Ingress for each replica", { prometheus: { ingressPerReplica: { enabled: true } } }],
    ["an Ingress of Thanos", { prometheus: { thanosIngress: { enabled: true } } }],
    ["a Service on every node", { grafana: { service: { type: "NodePort" } } }],
    ["a Service with an external address", { alertmanager: { service: { externalIPs: ["192.0.2.1"] } } }],
    [
      "an annotation that an operator exposes",
      { prometheus: { service: { annotations: { "tailscale.com/expose": "true" } } } },
    ],
    ["a port of the node", prometheusSpec({ hostNetwork: true })],
    ["container arguments", prometheusSpec({ containers: [{ name: "prometheus", args: ["--web.enable-lifecycle"] }] })],
    ["flags", prometheusSpec({ additionalArgs: [{ name: "web.enable-lifecycle" }] })],
    ["fields merged into the resource", prometheusSpec({ additionalConfig: { listenLocal: true } })],
    ["an init container", prometheusSpec({ initContainers: [{ name: "x", image: "x" }] })],
    ["a file over the configuration", prometheusSpec({ volumeMounts: [{ name: "x", mountPath: "/etc/prometheus" }] })],
    ["labels that policies select", prometheusSpec({ podMetadata: { labels: { "app.kubernetes.io/name": "x" } } })],
    ["another port name", prometheusSpec({ portName: "web" })],
    ["a TLS listener", prometheusSpec({ web: { tlsConfig: {}, maxConnections: 5 } })],
    ["an environment that wins over grafana.ini", { grafana: { env: { GF_AUTH_ANONYMOUS_ENABLED: "true" } } }],
    ["an environment from a Secret", { grafana: { envFromSecret: "grafana-env" } }],
    ["an environment from a field", { grafana: { envValueFrom: { GF_X: { fieldRef: { fieldPath: "x" } } } } }],
    ["a plugin", { grafana: { plugins: ["example-app"] } }],
    ["a command in a probe", { grafana: { livenessProbe: { exec: { command: ["sh"] } } } }],
    ["identity headers", grafanaIni("auth.proxy", { enabled: true })],
    ["a header of the identity", grafanaIni("auth.proxy", { header_name: "X-User" })],
    ["anonymous access", grafanaIni("auth.anonymous", { enabled: true })],
    ["JSON web tokens", grafanaIni("auth.jwt", { enabled: true })],
    ["another provider", grafanaIni("auth.github", { enabled: true })],
    ["snapshots", grafanaIni("snapshots", { enabled: true })],
    ["public dashboards", grafanaIni("public_dashboards", { enabled: true })],
    ["feature toggles", grafanaIni("feature_toggles", { enable: "x" })],
    ["scripts in panels", grafanaIni("panels", { disable_sanitize_html: true })],
    ["another plugin folder", grafanaIni("paths", { plugins: "/tmp" })],
    ["a directory", { grafana: { ldap: { enabled: true } } }],
    ["objects of one's own", { extraManifests: [{ kind: "Ingress" }] }],
    ["objects beside Grafana", { grafana: { extraObjects: [{ kind: "Ingress" }] } }],
    ["other names", { grafana: { fullnameOverride: "grafana" } }],
    ["other names of a subchart", { "kube-state-metrics": { nameOverride: "ksm" } }],
    ["another name of everything", { nameOverride: "monitoring" }],
    ["other labels of a subchart's pods", { "prometheus-node-exporter": { nameOverride: "grafana" } }],
    ["a policy of the chart", { grafana: { networkPolicy: { enabled: true } } }],
    ["rights in the cluster", { grafana: { rbac: { extraClusterRoleRules: [{ verbs: ["*"] }] } } }],
    ["another version", { grafana: { image: { tag: "9.0.0" } } }],
    ["labels that Services select", { commonLabels: { "app.kubernetes.io/name": "x" } }],
    ["an unknown component", { newComponent: { enabled: true } }],
    ["another spelling", { Prometheus: { PrometheusSpec: { retention: "1d" } } }],
    ["nothing in place of a managed value", grafanaIni("auth.anonymous", { enabled: null })],
    ["nothing in place of a managed block", { grafana: { "grafana.ini": null } }],
    ["text in place of a managed block", { grafana: { "grafana.ini": "[auth.anonymous]" } }],
    ["a list in place of a component", { prometheus: [] }],
    ["nothing in place of a component", { alertmanager: null }],
    ["a map in place of a managed list", { grafana: { extraSecretMounts: { x: 1 } } }],
    ["lines that continue as a section", grafanaIni("log", { level: "info\n[auth.anonymous]\nenabled = true" })],
    ["a key that continues as a section", grafanaIni("log", { "level = info\n[auth.anonymous]\nenabled": true })],
    ["a template that yields a section", grafanaIni("log", { level: '{{ "\\n[auth.anonymous]" }}' })],
    ["lines that continue as an object", { prometheus: { serviceMonitor: { interval: "30s\n---\nkind: Ingress" } } }],
    ["lines in a list", { kubeEtcd: { endpoints: ["192.0.2.1\n---\nkind: Ingress"] } }],
    ["lines that continue as YAML", prometheusSpec({ logLevel: "info\nlistenLocal: true" })],
    ["a key that continues as an object", { alertmanager: { templateFiles: { "x: y\n---\nkind: Ingress": "x" } } }],
    [
      "a name that continues as an object",
      { additionalPrometheusRules: [{ name: "x\n---\nkind: Ingress", groups: [] }] },
    ],
    [
      "a monitor's name that continues as an object",
      { prometheus: { additionalServiceMonitors: [{ name: "x\n  - kind: Ingress", endpoints: [] }] } },
    ],
    [
      "a template that ends its indentation",
      prometheusSpec({ remoteWrite: [{ url: '{{ "x\\x27\\n  listenLocal: true\\n  x: \\x27" }}' }] }),
    ],
    [
      "a template in a data source",
      { grafana: { additionalDataSources: [{ name: '{{ "\\n---\\nkind: Ingress" }}' }] } },
    ],
    ["a script of the browser from elsewhere", grafanaIni("analytics", { rudderstack_sdk_url: "https://x/x.js" })],
  ])("refuses %s", (_case, values) => {
    expect(check(values)).not.toEqual([]);
  });

  it.each<[string, HelmValues]>([
    ["an Ingress that is off", { prometheus: { ingress: { enabled: false, hosts: ["x"], className: "nginx" } } }],
    ["an empty environment", { grafana: { env: {}, plugins: [], extraContainers: "" } }],
    ["a route that is off", { grafana: { route: { main: { enabled: false, hostnames: ["x"] } } } }],
    ["an empty map", { prometheus: {}, "prometheus-node-exporter": {} }],
    ["nothing in place of a harmless value", prometheusSpec({ resources: { limits: null } })],
    ["details of an Ingress that nobody enables", { prometheus: { ingress: { hosts: ["x"], tls: [] } } }],
    [
      "the values file's own names of exporters",
      {
        "kube-state-metrics": { fullnameOverride: "kube-state-metrics" },
        "prometheus-node-exporter": { fullnameOverride: "node-exporter" },
      },
    ],
    ["lines in a data source", { grafana: { additionalDataSourcesString: "- name: x\n  type: loki\n" } }],
    [
      "templates of alerts in a list",
      { additionalPrometheusRules: [{ name: "x", groups: [{ expr: "a\nb {{ x }}" }] }] },
    ],
    ["Alertmanager's own route", { alertmanager: { config: { route: { receiver: "null", routes: [] } } } }],
    [
      "annotations for the autoscaler",
      { grafana: { podAnnotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "true" } } },
    ],
    ["a role of the cloud", { prometheus: { serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "x" } } } }],
    ["Alertmanager's data source", { grafana: { sidecar: { datasources: { alertmanager: { enabled: true } } } } }],
    ["templates of alerts", { alertmanager: { templateFiles: { "x.tmpl": "{{ define }}\nx" } } }],
    ["rules with several lines", { additionalPrometheusRulesMap: { x: { groups: [{ rules: [{ expr: "a\nb" }] }] } } }],
  ])("accepts %s", (_case, values) => {
    expect(check(values)).toEqual([]);
  });

  it("reports a block with a switch once, by the switch", () => {
    const route = { enabled: true, hostnames: ["x"], parentRefs: [], annotations: { "example.com/x": "y" } };
    expect(refusedKeys({ prometheus: { route: { public: route } } })).toEqual(["prometheus.route.public.enabled"]);
    expect(refusedKeys({ alertmanager: { ingressPerReplica: { enabled: "false", hostDomain: "x" } } })).toEqual([
      "alertmanager.ingressPerReplica.enabled",
    ]);
  });

  it.each([
    ["kubeStateMetrics", "kube-state-metrics"],
    ["nodeExporter", "prometheus-node-exporter"],
  ])("says that the values of the subchart of %s are elsewhere", (key, subchart) => {
    const [problem] = check({ [key]: { resources: { limits: { memory: "1Gi" } } } });
    expect(problem?.fix).toContain(`the subchart's values are below "${subchart}"`);
    expect(check({ [key]: { enabled: true } })).toEqual([]);
  });

  it.each<[string, HelmValues, string]>([
    ["the definitions", { crds: { enabled: true } }, "a release of its own installs the definitions"],
    ["an address", prometheusSpec({ externalUrl: "https://x" }), "set host or monitoring.hosts"],
    [
      "a name",
      { grafana: { fullnameOverride: "grafana" } },
      "routes, network policies and data sources rely on the name",
    ],
    [
      "the webhook",
      { prometheusOperator: { admissionWebhooks: { enabled: true } } },
      "network policies would block it",
    ],
    [
      "the dashboards' namespace",
      { grafana: { sidecar: { dashboards: { searchNamespace: "ALL" } } } },
      "ConfigMaps of the stack's namespace only",
    ],
    ["the administrator", { grafana: { admin: { existingSecret: "x" } } }, "generates Grafana's administrator"],
    ["Alertmanager", { alertmanager: { enabled: false } }, 'the receiver "null"'],
  ])("says why %s cannot be changed", (_case, values, reason) => {
    expect(formatProblems(check(values))).toContain(reason);
  });

  it("refuses a Service that is switched off by a key that its chart does not read", () => {
    expect(refusedKeys({ "kube-state-metrics": { service: { enabled: false, type: "NodePort" } } })).toEqual([
      "kube-state-metrics.service.type",
    ]);
  });

  it.each<[string, HelmValues, string]>([
    [
      "Alertmanager",
      { alertmanager: { config: { global: { slack_api_url: "hunter2" } } } },
      "alertmanager.config.global.slack_api_url",
    ],
    [
      "a receiver",
      { alertmanager: { config: { receivers: [{ name: "p", pagerduty_configs: [{ routing_key: "hunter2" }] }] } } },
      "alertmanager.config.receivers[0].pagerduty_configs[0].routing_key",
    ],
    [
      "a scrape configuration",
      prometheusSpec({ additionalScrapeConfigs: [{ basic_auth: { username: "x", password: "hunter2" } }] }),
      "prometheus.prometheusSpec.additionalScrapeConfigs[0].basic_auth.password",
    ],
    [
      "a data source",
      { grafana: { additionalDataSources: [{ secureJsonData: { httpHeaderValue1: "hunter2" } }] } },
      "grafana.additionalDataSources[0].secureJsonData.httpHeaderValue1",
    ],
    ["Grafana's mail", grafanaIni("smtp", { password: "hunter2" }), "grafana.grafana.ini.smtp.password"],
    [
      "a client secret",
      grafanaIni("auth.generic_oauth", { client_secret: "hunter2" }),
      "grafana.grafana.ini.auth.generic_oauth.client_secret",
    ],
    ["the administrator", { grafana: { adminPassword: "hunter2" } }, "grafana.adminPassword"],
    ["an environment", { grafana: { env: { GF_SMTP: "hunter2" } } }, "grafana.env.GF_SMTP"],
  ])("refuses a plain secret of %s, and does not print it", (_case, values, key) => {
    expect(refusedKeys(values)).toEqual([key]);
    expect(formatProblems(check(values))).not.toContain("hunter2");
  });

  it("accepts references to secrets", () => {
    expect(
      check({
        alertmanager: { alertmanagerSpec: { useExistingSecret: true, configSecret: "alertmanager-config" } },
        prometheus: {
          prometheusSpec: {
            remoteWrite: [{ url: "https://x", basicAuth: { password: { name: "remote", key: "password" } } }],
            additionalScrapeConfigsSecret: { enabled: true, name: "scrape", key: "scrape.yaml" },
          },
        },
        grafana: { additionalDataSources: [{ secureJsonData: { password: "$__file{/etc/secrets/x}" } }] },
      }),
    ).toEqual([]);
  });

  it("accepts everything in uncheckedValues, except what the stack manages", () => {
    const route = { prometheus: { route: { public: { enabled: true } } } };
    expect(check({}, route)).toEqual([]);
    expect(
      check({}, { grafana: { ingress: { enabled: true }, "grafana.ini": { "auth.basic": { enabled: true } } } }),
    ).toEqual([
      expect.objectContaining({ path: "monitoring.uncheckedValues.grafana.ingress.enabled" }),
      expect.objectContaining({ path: "monitoring.uncheckedValues.grafana.grafana.ini.auth.basic.enabled" }),
    ]);
  });

  it("refuses a Grafana without sign-in at Keycloak", () => {
    const withoutGrafana = monitoringSettings({ values: { grafana: { enabled: true } } });
    expect(checkMonitoringValues(withoutGrafana, keysUnder("monitoring"))).toEqual([
      {
        path: "monitoring.values.grafana.enabled",
        value: true,
        expected: "false, which this stack manages",
        fix: "set grafana.enabled in the monitoring block, which configures its sign-in",
      },
    ]);
    expect(check({ grafana: { enabled: true } })).toEqual([]);
  });
});
