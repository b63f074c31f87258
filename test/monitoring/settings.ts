import {
  type GrafanaSignInArgs,
  type MonitoringSettings,
  type MonitoringStackArgs,
  resolveMonitoring,
} from "../../components/monitoring/settings";

export function grafana(overrides: Partial<GrafanaSignInArgs> = {}): GrafanaSignInArgs {
  return {
    clientId: "grafana",
    issuerUrl: "https://keycloak.example.com/realms/homelab",
    postLogoutRedirectUri: "https://monitoring.example.com/grafana/login",
    roleAttributePath: "contains(roles[*], 'admin') && 'Admin'",
    ...overrides,
  };
}

export function monitoringArgs(overrides: Partial<MonitoringStackArgs> = {}): MonitoringStackArgs {
  return { namespace: "monitoring", host: "monitoring.example.com", ...overrides };
}

/** Resolves arguments without checking them: some tests need settings that the check rejects. */
export function monitoringSettings(overrides: Partial<MonitoringStackArgs> = {}): MonitoringSettings {
  return resolveMonitoring(monitoringArgs(overrides));
}
