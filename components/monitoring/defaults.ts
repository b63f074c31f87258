import type { TextForm } from "../validation/names";

/** Defaults of the monitoring stack. */
export const monitoringDefaults = {
  retention: "10d",
  nodeExporter: false,
  controlPlane: false,
  keepCrds: false,
  grafana: { enabled: true },
} as const;

/**
 * Duration in Prometheus' units, largest first, not zero.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#configuration-file
 */
export const prometheusDuration: TextForm = {
  pattern: /^(?=.*[1-9])(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/,
  expected: 'a duration such as "15d", "12h" or "1y"',
};
