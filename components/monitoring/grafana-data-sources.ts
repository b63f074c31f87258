import { type HelmValue, valueAt } from "../helm/values";
import { monitoringValues } from "./chart-values";
import type { MonitoringSettings } from "./settings";

/** Values from which the chart makes data sources. */
const dataSourceValues = ["additionalDataSources", "additionalDataSourcesString", "datasources"];

/**
 * Whether the values give Grafana a data source of the type Alertmanager: the chart's own, which is off by default, or one
 * that the caller wrote.
 */
export function readsAlertmanager(settings: MonitoringSettings): boolean {
  const values = monitoringValues(settings);
  return (
    settings.grafana !== undefined &&
    (valueAt(values, ["grafana", "sidecar", "datasources", "alertmanager", "enabled"]) === true ||
      dataSourceValues.some((key) => hasAlertmanager(valueAt(values, ["grafana", key]))))
  );
}

function hasAlertmanager(value: HelmValue | undefined): boolean {
  if (typeof value === "string") {
    // YAML in a text.
    return /\btype["']?\s*:\s*["']?alertmanager\b/.test(value);
  }
  return (
    typeof value === "object" &&
    value !== null &&
    (("type" in value && value.type === "alertmanager") || Object.values(value).some(hasAlertmanager))
  );
}
