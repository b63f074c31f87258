import {
  alertmanagerApplication,
  type Application,
  applicationArgs,
  prometheusApplication,
  resolveApplication,
} from "../../components/access";
import type { OAuth2ProxyArgs } from "../../components/proxy/args";
import { type ProxySettings, resolveProxy } from "../../components/proxy/settings";
import type { SessionConnectionArgs } from "../../components/sessions/args";
import type { RedisConnectionArgs } from "../../components/sessions/redis-connection";

/** Sessions in the browser's cookies. */
export const cookies: SessionConnectionArgs = { cookie: {} };

/** Sessions in the store of the cluster, unless the overrides choose sentinels or a cluster. */
export function redis(overrides: Partial<RedisConnectionArgs> = {}): SessionConnectionArgs {
  const { sentinel, cluster } = overrides;
  const standalone = { url: "rediss://valkey.monitoring.svc.cluster.local:6379" };
  return {
    redis: {
      ...(sentinel === undefined && cluster === undefined ? { standalone } : {}),
      passwordSecret: { name: "valkey-credentials", key: "redis-password" },
      rotation: "1",
      ...overrides,
    },
  };
}

export function proxyArgs(overrides: Partial<OAuth2ProxyArgs> = {}): OAuth2ProxyArgs {
  return {
    namespace: "monitoring",
    host: "monitoring.example.com",
    issuerUrl: "https://keycloak.example.com/realms/homelab",
    clientId: "oauth2-proxy",
    clientSecret: "client-secret-value",
    session: redis(),
    trustedProxyIps: ["10.42.0.0/16"],
    ...overrides,
  };
}

/** Two applications whose rules all require one role, as reverse-proxy mode needs them. */
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

/** Arguments of a proxy in the mode `reverse-proxy`. */
export function reverseProxyArgs(overrides: Partial<OAuth2ProxyArgs> = {}): OAuth2ProxyArgs {
  return proxyArgs({
    mode: "reverse-proxy",
    roles: ["monitoring"],
    applications: singleRoleApplications.map(applicationArgs),
    ...overrides,
  });
}

/** Resolves arguments without checking them: some tests need settings that the check rejects. */
export function proxySettings(overrides: Partial<OAuth2ProxyArgs> = {}): ProxySettings {
  const args = proxyArgs(overrides);
  return resolveProxy(
    args,
    (args.applications ?? []).map((application) => resolveApplication(application, args.host)),
  );
}

/** Settings of a proxy in the mode `reverse-proxy`, and its own part of them. */
export function reverseProxySettings(overrides: Partial<OAuth2ProxyArgs> = {}) {
  const settings = proxySettings(reverseProxyArgs(overrides));
  if (settings.reverseProxy === undefined) {
    throw new Error("the arguments choose another mode");
  }
  return { settings, reverseProxy: settings.reverseProxy };
}
