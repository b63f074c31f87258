const specs = "prometheus|alertmanager prometheusSpec|alertmanagerSpec";
const pods = "prometheusOperator|grafana|kube-state-metrics|prometheus-node-exporter";
const scheduling =
  "affinity|nodeSelector|tolerations|topologySpreadConstraints|priorityClassName|schedulerName|dnsConfig|dnsPolicy|hostAliases|hostUsers|enableServiceLinks|terminationGracePeriodSeconds|minReadySeconds|revisionHistoryLimit";
const annotations =
  "cluster-autoscaler.kubernetes.io/*|karpenter.sh/*|prometheus.io/*|checksum/*|reloader.stakater.com/*|backup.velero.io/*";

/** Harmless values below a key that is refused elsewhere. They are matched before the refused ones. */
export const harmlessExceptions: readonly string[] = [
  // Alertmanager's own configuration: its `route` sends notifications.
  "alertmanager config **",
  // A list of Secrets or ConfigMaps, mounted below a folder of their own.
  `${specs} secrets|configMaps`,
  "** serviceAccount annotations **",
  "** serviceAccount automountServiceAccountToken|autoMount",
  `** podAnnotations ${annotations}`,
  `${specs} podMetadata annotations ${annotations}`,
  "** livenessProbe|readinessProbe|startupProbe enabled|failureThreshold|initialDelaySeconds|periodSeconds|successThreshold|timeoutSeconds",
  "** securityContext|containerSecurityContext|podSecurityContext runAsUser|runAsGroup|runAsNonRoot|fsGroup|fsGroupChangePolicy|supplementalGroups|enabled",
  "** securityContext|containerSecurityContext|podSecurityContext allowPrivilegeEscalation|readOnlyRootFilesystem",
  "** securityContext|containerSecurityContext|podSecurityContext seccompProfile type",
  "** securityContext|containerSecurityContext|podSecurityContext capabilities drop",
  "** service ipDualStack|sessionAffinity|sessionAffinityConfig|ipFamilies|ipFamilyPolicy|trafficDistribution|internalTrafficPolicy **",
  "prometheus-node-exporter service port|targetPort|servicePort",
  "** image registry|repository|pullPolicy|pullSecrets",
  "grafana downloadDashboardsImage registry|repository|pullPolicy",
  "prometheus-node-exporter image distroless",
  "prometheusOperator thanosImage registry|repository",
  "prometheus prometheusSpec thanos objectStorageConfig existingSecret key|name",
  // No effect, because the stack manages the switch.
  "crds upgradeJob **",
  "prometheusOperator admissionWebhooks patch **",
  "prometheusOperator tls tlsMinVersion|internalPort",
  // Objects for the operator of another Grafana.
  "grafana operator **",
  "grafana initChownData enabled",
  "grafana smtp existingSecret|userKey|passwordKey",
  // Its other keys load scripts from elsewhere into every page.
  "grafana grafana.ini analytics enabled|reporting_enabled|reporting_distributor|check_for_updates|check_for_plugin_updates|feedback_links_enabled",
  "grafana grafana.ini log|log.*|date_formats|explore|smtp|unified_alerting|alerting|annotations|annotations.*|dashboards|quota|tracing.* **",
  "grafana grafana.ini users default_theme|default_language",
  "grafana grafana.ini server router_logging|enable_gzip",
  "grafana grafana.ini dataproxy timeout|keep_alive_seconds|idle_conn_timeout_seconds|max_idle_connections|logging",
];

/** Values that cannot bypass authentication, however they are set. They are matched after the refused ones. */
export const harmlessPaths: readonly string[] = [
  "additionalPrometheusRules|additionalPrometheusRulesMap|customRules|defaultRules **",
  "commonLabels *",
  "global imageRegistry",
  "global imagePullSecrets",
  "grafana|kube-state-metrics|prometheus-node-exporter global imageRegistry|imagePullSecrets",
  // Monitors and headless Services of the control plane, for Prometheus to scrape.
  "coreDns|kubeApiServer|kubeControllerManager|kubeDns|kubeEtcd|kubeProxy|kubeScheduler enabled|endpoints|jobNameOverride",
  "coreDns|kubeControllerManager|kubeDns|kubeEtcd|kubeProxy|kubeScheduler service enabled|port|targetPort|dnsmasq|skydns",
  "coreDns|kubeControllerManager|kubeDns|kubeEtcd|kubeProxy|kubeScheduler service selector|dnsmasq|skydns|ipDualStack **",
  "kubeApiServer tlsConfig insecureSkipVerify|serverName",
  "kubelet enabled|jobNameOverride",
  "kubernetesServiceMonitors|nodeExporter|kubeStateMetrics enabled",
  "nodeExporter forceDeployDashboards",
  "nodeExporter operatingSystems aix|darwin|linux enabled",
  "** serviceMonitor **",
  "** verticalPodAutoscaler|podDisruptionBudget|autoscaling **",

  `${specs} ${scheduling} **`,
  `${specs} resources|storageSpec|storage|limits|updateStrategy|persistentVolumeClaimRetentionPolicy **`,
  `${specs} replicas|retention|retentionSize|logFormat|logLevel|paused|podManagementPolicy|podAntiAffinity|podAntiAffinityTopologyKey|automountServiceAccountToken`,
  "prometheus|alertmanager annotations|additionalLabels **",
  "prometheus additionalPodMonitors|additionalServiceMonitors **",
  "prometheus prometheusSpec *Selector|*SelectorNilUsesHelmValues **",
  "prometheus prometheusSpec scrape*|evaluationInterval|enforced*|*Limit|keepDroppedTargets|sampleLimit|serviceDiscoveryRole|scrapeProtocols",
  "prometheus prometheusSpec additionalScrapeConfigs|additionalScrapeConfigsSecret|additionalAlertManagerConfigs|additionalAlertManagerConfigsSecret **",
  "prometheus prometheusSpec additionalAlertRelabelConfigs|additionalAlertRelabelConfigsSecret|additionalPrometheusSecretsAnnotations|alertingEndpoints **",
  "prometheus prometheusSpec additionalRemoteRead|additionalRemoteWrite|remoteRead|remoteWrite|remoteWriteDashboards **",
  "prometheus prometheusSpec externalLabels|prometheusExternalLabelName*|replicaExternalLabelName* **",
  "prometheus prometheusSpec exemplars|otlp|query|runtime|tracingConfig|tsdb|scrapeClasses|scrapeProtocols|shardRetentionPolicy **",
  "prometheus prometheusSpec excludedFromEnforcement|prometheusRulesExcludedFromEnforce|podTargetLabels|enableFeatures **",
  // Ingestion: the access rules deny it, and only pods that the network policies allow reach the port.
  "prometheus prometheusSpec enableRemoteWriteReceiver|enableOTLPReceiver|remoteWriteReceiverMessageVersions",
  "prometheus prometheusSpec allowOverlappingBlocks|arbitraryFSAccessThroughSMs|convertClassicHistogramsToNHCB|disableAlerting|disableCompaction",
  "prometheus prometheusSpec ignoreNamespaceSelectors|maximumStartupDurationSeconds|nameEscapingScheme|nameValidationScheme|overrideHonor*",
  "prometheus prometheusSpec queryLogFile|ruleQueryOffset|shards|walCompression",
  "prometheus prometheusSpec shardingStrategy **",

  "alertmanager templateFiles|enableFeatures **",
  "alertmanager tplConfig|forceDeployDashboards",
  "alertmanager alertmanagerSpec additionalPeers|cluster*|forceEnableClusterMode|useExistingSecret|configSecret **",
  "alertmanager alertmanagerSpec alertmanagerConfigMatcherStrategy|alertmanagerConfigNamespaceSelector|alertmanagerConfigSelector|alertmanagerConfiguration **",

  `${pods} ${scheduling}|resources **`,
  `${pods} imagePullSecrets|updateStrategy|strategy|deploymentStrategy **`,
  `${pods} automountServiceAccountToken|replicas|annotations **`,
  "prometheusOperator logFormat|logLevel|kubeletEndpointSliceEnabled|kubeletEndpointsEnabled",
  "prometheusOperator prometheusConfigReloader enableProbe",
  "prometheusOperator prometheusConfigReloader resources **",

  "kube-state-metrics autosharding enabled",
  "kube-state-metrics collectors|collectorsExclude|metricAllowlist|metricAnnotationsAllowList|metricDenylist|metricLabelsAllowlist|namespaces|namespacesDenylist|customResourceState **",
  "kube-state-metrics prometheusScrape|releaseLabel",
  "kube-state-metrics selfMonitor enabled",
  "kube-state-metrics prometheus monitor|scrapeconfig **",
  "prometheus-node-exporter prometheus monitor|podMonitor **",
  "prometheus-node-exporter daemonsetAnnotations|endpoints|terminationMessageParams **",
  "prometheus-node-exporter releaseLabel|restartPolicy",

  "grafana additionalDataSources|additionalDataSourcesString|deleteDatasources **",
  "grafana defaultDashboards*|forceDeployDashboards|forceDeployDatasources|prune|progressDeadlineSeconds",
  "grafana configMapAnnotations|persistence **",
  "grafana sidecar logLevel|enableUniqueFilenames|imagePullPolicy",
  "grafana sidecar resources **",
  "grafana sidecar alerts|dashboards|datasources enabled|label|labelValue|logLevel|sizeLimit|ignoreAlreadyProcessed|max*Retries|restartPolicy|watch*Timeout",
  "grafana sidecar dashboards annotations|multicluster|provider **",
  "grafana sidecar dashboards defaultFolderName|enableNewTablePanelSyntax|folderAnnotation",
  "grafana sidecar datasources annotations|customQueryParameters|exemplarTraceIdDestinations|extraJsonData **",
  "grafana sidecar datasources createPrometheusReplicasDatasources|defaultDatasource*|httpMethod|isDefaultDatasource|name|timeout|uid",
  // Asked for in so many words: docs/access-rules.md says what it allows.
  "grafana sidecar datasources alertmanager enabled|handleGrafanaManagedAlerts|implementation|name|uid",
];

/** Defaults of the chart below a key that is refused: many values files repeat them. */
export const harmlessDefaults: readonly (readonly [pattern: string, value: string | boolean])[] = [
  ["prometheus|alertmanager|prometheusOperator enabled", true],
  ["** rbac create", true],
  ["** rbac pspEnabled|pspUseAppArmor", false],
  ["** serviceAccount create", true],
  ["** service type", "ClusterIP"],
  ["prometheus-node-exporter service portName", "http-metrics"],
  ["alertmanager alertmanagerSpec scheme", "http"],
];
