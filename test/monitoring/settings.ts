import type { GrafanaSignInArgs, MonitoringStackBaseArgs } from "../../components/monitoring/settings";

export function grafana(overrides: Partial<GrafanaSignInArgs> = {}): GrafanaSignInArgs {
  return {
    clientId: "grafana",
    issuerUrl: "https://keycloak.example.com/realms/homelab",
    roleAttributePath: "contains(roles[*], 'admin') && 'Admin'",
    ...overrides,
  };
}

export function monitoringArgs(overrides: Partial<MonitoringStackBaseArgs> = {}): MonitoringStackBaseArgs {
  return { namespace: "monitoring", host: "monitoring.example.com", ...overrides };
}
