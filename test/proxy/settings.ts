import type { RedisSessions } from "../../components/sessions/session-types";
import {
  type ProxySettings,
  type ProxySettingsArgs,
  resolveProxySettings,
} from "../../components/proxy/proxy-settings";

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

export function proxySettings(overrides: Partial<ProxySettingsArgs> = {}): ProxySettings {
  return resolveProxySettings(proxyArgs(overrides));
}
