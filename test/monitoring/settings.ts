import type { GrafanaSettings, MonitoringSettingsArgs } from "../../components/monitoring/monitoring-settings";

export function grafana(overrides: Partial<GrafanaSettings> = {}): GrafanaSettings {
  return {
    clientId: "grafana",
    issuerUrl: "https://keycloak.example.com/realms/homelab",
    roleAttributePath: "contains(roles[*], 'admin') && 'Admin'",
    ...overrides,
  };
}

export function monitoringArgs(overrides: Partial<MonitoringSettingsArgs> = {}): MonitoringSettingsArgs {
  return { namespace: "monitoring", host: "monitoring.example.com", ...overrides };
}
