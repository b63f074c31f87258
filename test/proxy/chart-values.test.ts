import type { OAuth2ProxyArgs } from "../../components/proxy/args";
import { proxyValues } from "../../components/proxy/chart-values";
import { renderPages } from "../../components/proxy/pages/config-map";
import { cookies, proxySettings, redis, reverseProxyArgs } from "./settings";

function values(overrides: Partial<OAuth2ProxyArgs> = {}) {
  const settings = proxySettings(overrides);
  return proxyValues(settings, renderPages(settings));
}

describe("values of the proxy's release", () => {
  it("pin the patched image, with the leading v that the chart's readiness probe depends on", () => {
    expect(values()).toMatchObject({ image: { tag: "v7.15.6" } });
  });

  it("contain one configuration file, and in reverse-proxy mode a structured one beside it", () => {
    expect(values()).not.toHaveProperty("alphaConfig");
    const { config, alphaConfig } = values(reverseProxyArgs());
    // Without it, the chart would omit the file.
    expect(config).toMatchObject({
      forceLegacyConfig: true,
      configFile: expect.stringContaining("api_routes") as string,
    });
    expect(alphaConfig).toMatchObject({ enabled: true, configData: { upstreamConfig: { proxyRawPath: true } } });
  });

  it("keep the proxy available while one pod is lost", () => {
    expect(values()).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      topologySpreadConstraints: [{ topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" }],
    });
  });

  it("mount the credentials instead of setting them in the environment", () => {
    const rendered = values();
    expect(rendered).toMatchObject({
      proxyVarsAsSecrets: false,
      serviceAccount: { automountServiceAccountToken: false },
      extraVolumes: expect.arrayContaining([
        { name: "credentials", secret: { secretName: "oauth2-proxy-credentials" } },
      ]) as unknown[],
      extraVolumeMounts: expect.arrayContaining([
        { name: "credentials", mountPath: "/etc/monitoring-sso/credentials", readOnly: true },
      ]) as unknown[],
    });
    expect(rendered).not.toHaveProperty("config.clientSecret");
  });

  it("read the store's password from its Secret, and the sentinels' only where there is one", () => {
    const password = { name: "OAUTH2_PROXY_REDIS_PASSWORD", valueFrom: { secretKeyRef: { name: "a", key: "p" } } };
    const passwordSecret = { name: "a", key: "p" };
    const sentinel = { masterName: "main", urls: ["rediss://a:26379"] };
    for (const session of [redis({ passwordSecret }), redis({ passwordSecret, sentinel })]) {
      expect(values({ session }).extraEnv).toEqual([password]);
    }

    const withPassword = { ...sentinel, passwordSecret: { name: "b", key: "q" } };
    expect(values({ session: redis({ passwordSecret, sentinel: withPassword }) }).extraEnv).toEqual([
      password,
      { name: "OAUTH2_PROXY_REDIS_SENTINEL_PASSWORD", valueFrom: { secretKeyRef: { name: "b", key: "q" } } },
    ]);
    expect(values({ session: cookies }).extraEnv).toEqual([]);
  });

  it("mount each CA under the file name that the configuration refers to", () => {
    const rendered = values({
      caBundle: { secretName: "ca-bundle", key: "root.pem" },
      session: redis({ caSecret: { name: "valkey-ca", key: "tls.pem" } }),
    });
    expect(rendered.extraVolumes).toEqual(
      expect.arrayContaining([
        { name: "ca", secret: { secretName: "ca-bundle", items: [{ key: "root.pem", path: "ca.crt" }] } },
        { name: "session-ca", secret: { secretName: "valkey-ca", items: [{ key: "tls.pem", path: "ca.crt" }] } },
      ]),
    );
    expect(rendered.extraVolumeMounts).toEqual(
      expect.arrayContaining([
        { name: "ca", mountPath: "/etc/monitoring-sso/ca", readOnly: true },
        { name: "session-ca", mountPath: "/etc/monitoring-sso/session-ca", readOnly: true },
      ]),
    );
  });

  it("mount the pages that were rendered for the same settings", () => {
    const settings = proxySettings({ contact: "the platform team" });
    const { configMapName, items } = renderPages(settings);
    expect(values({ contact: "the platform team" }).extraVolumes).toContainEqual({
      name: "pages",
      configMap: { name: configMapName, items },
    });
  });

  it("restart the pods when the store's password or the cookie secret is rotated", () => {
    expect(values({ rotation: "a", session: redis({ rotation: "b" }) }).podAnnotations).toEqual({
      "monitoring-sso/cookie-secret-rotation": "a",
      "monitoring-sso/session-store-rotation": "b",
    });
    expect(values({ session: cookies }).podAnnotations).toEqual({ "monitoring-sso/cookie-secret-rotation": "1" });
  });

  it("set resource requests and limits", () => {
    expect(values().resources).toEqual({
      requests: { cpu: "20m", memory: "32Mi" },
      limits: { cpu: "500m", memory: "128Mi" },
    });
  });

  it("let Prometheus scrape the proxy", () => {
    expect(values({ serviceMonitorLabels: { team: "sre" } })).toMatchObject({
      metrics: { enabled: true, serviceMonitor: { enabled: true, labels: { team: "sre" } } },
    });
  });
});
