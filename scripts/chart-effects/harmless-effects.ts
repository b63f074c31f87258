/** Fields of pods that decide where and how they run, not what they run, who reaches them or as whom. */
const scheduling =
  "affinity|nodeSelector|tolerations|topologySpreadConstraints|priorityClassName|schedulerName|dnsConfig|dnsPolicy|hostAliases|hostUsers|enableServiceLinks|terminationGracePeriodSeconds|imagePullSecrets|restartPolicy|automountServiceAccountToken";
const probes =
  "(livenessProbe|readinessProbe|startupProbe)(\\.(failureThreshold|initialDelaySeconds|periodSeconds|successThreshold|timeoutSeconds))?";
const security = "securityContext(\\..*)?";
const limits = ".*[lL]imit|enforced.*|keepDroppedTargets";

/** Fields of the operator's resources that change neither listener, API, pod nor identity. */
const prometheusFields = [
  scheduling,
  security,
  limits,
  "replicas|shards|shardingStrategy|shardRetentionPolicy|paused|podManagementPolicy|updateStrategy|minReadySeconds|persistentVolumeClaimRetentionPolicy|maximumStartupDurationSeconds",
  "resources|storage|retention|retentionSize|tsdb|walCompression|disableCompaction|allowOverlappingBlocks",
  "logLevel|logFormat|queryLogFile|scrapeFailureLogFile|tracingConfig|runtime|enableFeatures|query|exemplars",
  "image|imagePullPolicy|secrets|configMaps",
  "scrape.*|evaluationInterval|externalLabels|prometheusExternalLabelName|replicaExternalLabelName|podTargetLabels|overrideHonor.*|name(Escaping|Validation)Scheme|convertClassicHistogramsToNHCB",
  "(serviceMonitor|podMonitor|probe|rule|scrapeConfig)(Namespace)?Selector|ignoreNamespaceSelectors|serviceDiscoveryRole|arbitraryFSAccessThroughSMs|excludedFromEnforcement|prometheusRulesExcludedFromEnforce",
  "additional(ScrapeConfigs|AlertManagerConfigs|AlertRelabelConfigs)|alerting|ruleQueryOffset|remoteRead|remoteWrite|otlp|hostAliases",
  // Ingestion: the access rules deny it, and only pods that the network policies allow reach the port.
  "enableRemoteWriteReceiver|enableOTLPReceiver|remoteWriteReceiverMessageVersions",
  // The store's Secret alone. The sidecar's port is closed by the network policies.
  "thanos(\\.objectStorageConfig(\\..*)?)?",
].join("|");

const alertmanagerFields = [
  scheduling,
  security,
  "replicas|paused|podManagementPolicy|updateStrategy|minReadySeconds|persistentVolumeClaimRetentionPolicy|additionalPeers|cluster.*|forceEnableClusterMode",
  "resources|storage|retention|limits|logLevel|logFormat|enableFeatures|image|imagePullPolicy|secrets|configMaps",
  "configSecret|alertmanagerConfig.*",
].join("|");

const workload = "(Deployment|DaemonSet|StatefulSet)/\\S+";
const container = "spec\\.template\\.spec\\.(initC|c)ontainers\\.\\[[\\w-]+\\]";
const exporters = "(stsdiscovery-)?(kube-state-metrics|prometheus-node-exporter)";
const sidecar = "spec\\.template\\.spec\\.(initC|c)ontainers\\.\\[grafana-(init-)?sc-(alerts|dashboard|datasources)\\]";
const controlPlane = "(coredns|kube-dns|kube-controller-manager|kube-etcd|kube-proxy|kube-scheduler)";

/** Effects that cannot bypass authentication, as regular expressions, and why. */
const harmlessEffects: readonly (readonly [reason: string, effects: readonly string[]])[] = [
  [
    "which ConfigMaps Grafana's sidecars read, and how",
    [
      `Deployment/grafana ${sidecar}\\.env\\.\\[(LABEL|LABEL_VALUE|LOG_LEVEL|FOLDER|FOLDER_ANNOTATION|IGNORE_ALREADY_PROCESSED|REQ_RETRY_\\w+|UNIQUE_FILENAMES|WATCH_\\w+_TIMEOUT)\\](\\.value)?`,
      `Deployment/grafana ${sidecar}(\\.restartPolicy)?`,
      "Deployment/grafana spec\\.template\\.spec\\.volumes\\.\\[sc-[\\w-]+\\](\\.emptyDir\\.sizeLimit)?",
      "Deployment/grafana spec\\.template\\.spec\\.containers\\.\\[grafana\\]\\.volumeMounts\\.\\[sc-[\\w-]+\\]",
    ],
  ],
  [
    "data sources and the provider of dashboards",
    [
      "[+-] ConfigMap/grafana-(datasource|config-dashboards)",
      "ConfigMap/grafana-datasource (data\\.datasource\\.yaml|metadata\\.labels\\.grafana_datasource)",
      "ConfigMap/grafana-config-dashboards data\\.provider\\.yaml",
    ],
  ],
  [
    "what Grafana logs, and the account of its mail server",
    [
      "ConfigMap/grafana data\\.grafana\\.ini\\.\\[log\\]\\.\\w+",
      "Deployment/grafana spec\\.template\\.spec\\.containers\\.\\[grafana\\]\\.env\\.\\[GF_SMTP_(USER|PASSWORD)\\]",
    ],
  ],
  [
    "addresses of a Service within the cluster, and labels that only monitors select",
    [
      "Service/\\S+ spec\\.(ipFamilies|ipFamilyPolicy|sessionAffinity|sessionAffinityConfig|trafficDistribution|internalTrafficPolicy)(\\..*)?",
      "Service/\\S+ metadata\\.labels\\.self-monitor",
      `\\w+/(stsdiscovery-)?kube-state-metrics\\S* (spec\\.template\\.)?metadata\\.labels\\.release`,
    ],
  ],
  [
    "rules, monitors and dashboards: what Prometheus scrapes and evaluates, and what Grafana shows",
    [
      "([+-] )?(PrometheusRule|ServiceMonitor|PodMonitor|ScrapeConfig|GrafanaDashboard|ConfigMap)/(\\*|dashboards)( .*)?",
      "([+-] )?(ScrapeConfig|GrafanaDashboard)/\\S+( .*)?",
    ],
  ],
  [
    "number, size and disruption of pods",
    ["([+-] )?(PodDisruptionBudget|VerticalPodAutoscaler|HorizontalPodAutoscaler|PersistentVolumeClaim)/\\S+( .*)?"],
  ],
  ["fields of Prometheus", [`Prometheus/prometheus spec\\.(${prometheusFields})(\\..*)?`]],
  ["fields of Alertmanager", [`Alertmanager/alertmanager spec\\.(${alertmanagerFields})(\\..*)?`]],
  [
    "configuration that Prometheus and Alertmanager read: scraping, relabelling, notifications",
    [
      "([+-] )?Secret/prometheus-(scrape-confg|am-confg|am-relabel-confg)( .*)?",
      "[+-] Secret/alertmanager-alertmanager",
      "Secret/alertmanager-alertmanager data\\..*",
    ],
  ],
  ["labels that nothing selects: keys that something selects are refused", ["\\S+ .*\\blabels\\.probe(\\..*)?"]],
  [
    "annotations of objects other than pods, Services and routes",
    [
      "(Prometheus|Alertmanager|Secret|ConfigMap|ServiceAccount|PersistentVolumeClaim|ClusterRole|Role|ClusterRoleBinding|RoleBinding|Deployment|DaemonSet|StatefulSet)/\\S+ metadata\\.annotations(\\..*)?",
    ],
  ],
  [
    "whether a pod has a token for the API server",
    ["ServiceAccount/\\S+ automountServiceAccountToken", "ServiceAccount/\\S+ imagePullSecrets(\\..*)?"],
  ],
  [
    "where pods run, how large they are, and how they are replaced",
    [
      `${workload} spec\\.(replicas|strategy|updateStrategy|revisionHistoryLimit|minReadySeconds|progressDeadlineSeconds|podManagementPolicy|volumeClaimTemplates)(\\..*)?`,
      `${workload} spec\\.template\\.spec\\.(${scheduling})(\\..*)?`,
      `${workload} spec\\.template\\.spec\\.${security}`,
      `${workload} ${container}\\.(resources|image|imagePullPolicy|terminationMessage\\w+|${security}|${probes})(\\..*)?`,
    ],
  ],
  [
    "Grafana's volume",
    [
      `(Deployment|StatefulSet)/grafana spec\\.template\\.spec\\.volumes\\.\\[storage\\](\\..*)?`,
      "[+-] (Deployment|StatefulSet)/grafana",
    ],
  ],
  [
    "headless Services through which Prometheus scrapes the control plane",
    [
      `([+-] )?(Service|Endpoints|EndpointSlice)/${controlPlane}( (metadata\\.labels|spec\\.(ports|selector|ipFamil\\w+|clusterIP)|subsets)(\\..*)?)?`,
    ],
  ],
  [
    "exporters that no route leads to",
    [
      `[+-] (Deployment|DaemonSet|StatefulSet|Service|ServiceAccount|ClusterRole|ClusterRoleBinding|Role|RoleBinding|ConfigMap)/${exporters}\\S*`,
      `ConfigMap/${exporters}\\S* data\\..*`,
    ],
  ],
  [
    "what the exporters and the operator log and export",
    [
      `(Deployment|StatefulSet)/kube-state-metrics ${container}\\.args\\.\\[--(resources|metric-\\w+(-\\w+)*|namespaces|namespaces-denylist|custom-resource-state-\\S+|pod|pod-namespace)\\]`,
      `Deployment/operator ${container}\\.args\\.\\[--(log-\\S+|kubelet-\\S+|config-reloader-\\S+|prometheus-config-reloader|enable-config-reloader-probes|thanos-default-base-image)\\]`,
    ],
  ],
];

const expressions = harmlessEffects.flatMap(([, effects]) => effects.map((effect) => new RegExp(`^(${effect})$`)));

/** Whether an effect is known not to bypass authentication. Every other effect is dangerous. */
export function isHarmlessEffect(effect: string): boolean {
  return expressions.some((expression) => expression.test(effect));
}
