import { alertmanagerApplication, type Application, prometheusApplication } from "../../components/access";
import type { RedisSessions } from "../../components/sessions/types";
import { type ProxySettings, type ProxySettingsArgs, resolveProxySettings } from "../../components/proxy/settings";

/** Sessions as the in-cluster store offers them. */
export function redis(overrides: Partial<RedisSessions> = {}): RedisSessions {
  return {
    type: "redis",
    topology: "standalone",
    urls: ["rediss://valkey.monitoring.svc.cluster.local:6379"],
    password: { secretName: "valkey-credentials", key: "redis-password" },
    rotation: "1",
    ...overrides,
  };
}

export function proxyArgs(overrides: Partial<ProxySettingsArgs> = {}): ProxySettingsArgs {
  return {
    host: "monitoring.example.com",
    issuerUrl: "https://keycloak.example.com/realms/homelab",
    clientId: "oauth2-proxy",
    session: redis(),
    trustedProxyIps: ["10.42.0.0/16"],
    ...overrides,
  };
}

/** Two applications that one role opens, as reverse-proxy mode wants them. */
export const singleRoleApplications: readonly Application[] = [
  prometheusApplication("single-role", {
    service: { name: "prometheus", port: 9090 },
    host: "monitoring.example.com",
    basePath: "/prometheus",
  }),
  alertmanagerApplication("single-role", {
    service: { name: "alertmanager", port: 9093 },
    host: "monitoring.example.com",
    basePath: "/alertmanager",
  }),
];

/** Arguments of a proxy that requests flow through. */
export function reverseProxyArgs(overrides: Partial<ProxySettingsArgs> = {}): ProxySettingsArgs {
  return proxyArgs({
    mode: "reverse-proxy",
    roles: ["monitoring"],
    applications: singleRoleApplications,
    ...overrides,
  });
}

export function proxySettings(overrides: Partial<ProxySettingsArgs> = {}): ProxySettings {
  return resolveProxySettings(proxyArgs(overrides));
}
