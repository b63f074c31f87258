/** Defaults of the monitoring stack. */
export const monitoringDefaults = {
  retention: "10d",
  nodeExporter: false,
  controlPlane: false,
  keepCrds: false,
  grafana: { enabled: true },
} as const;
