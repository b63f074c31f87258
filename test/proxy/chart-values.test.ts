import { proxyValues } from "../../components/proxy/chart-values";
import { proxySettings, redis, reverseProxyArgs } from "./settings";

describe("values of the proxy's release", () => {
  it("pin the patched image with the leading v that the chart's probe depends on", () => {
    expect(proxyValues(proxySettings())).toMatchObject({ image: { tag: "v7.15.6" } });
  });

  it("give the proxy one configuration file, and a structured one beside it where requests flow through it", () => {
    expect(proxyValues(proxySettings())).not.toHaveProperty("alphaConfig");
    const { config, alphaConfig } = proxyValues(proxySettings(reverseProxyArgs()));
    // The chart would replace the file by one of its own.
    expect(config).toMatchObject({
      forceLegacyConfig: true,
      configFile: expect.stringContaining("api_routes") as string,
    });
    expect(alphaConfig).toMatchObject({ enabled: true, configData: { upstreamConfig: { proxyRawPath: true } } });
  });

  it("survive the loss of a pod", () => {
    expect(proxyValues(proxySettings())).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      topologySpreadConstraints: [{ topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" }],
    });
  });

  it("mount the credentials instead of putting them into the environment", () => {
    const values = proxyValues(proxySettings());
    expect(values).toMatchObject({
      proxyVarsAsSecrets: false,
      serviceAccount: { automountServiceAccountToken: false },
      extraVolumes: expect.arrayContaining([
        { name: "credentials", secret: { secretName: "oauth2-proxy-credentials" } },
      ]) as unknown[],
      extraVolumeMounts: expect.arrayContaining([
        { name: "credentials", mountPath: "/etc/monitoring-sso/credentials", readOnly: true },
      ]) as unknown[],
    });
    expect(values).not.toHaveProperty("config.clientSecret");
  });

  it("take the store's password from its Secret, and a sentinel's only where there is one", () => {
    const password = { name: "OAUTH2_PROXY_REDIS_PASSWORD", valueFrom: { secretKeyRef: { name: "a", key: "p" } } };
    const store = redis({ password: { secretName: "a", key: "p" } });
    expect(proxyValues(proxySettings({ session: store })).extraEnv).toEqual([password]);

    const session = redis({ ...store, topology: "sentinel", sentinelPassword: { secretName: "b", key: "q" } });
    expect(proxyValues(proxySettings({ session })).extraEnv).toEqual([
      password,
      { name: "OAUTH2_PROXY_REDIS_SENTINEL_PASSWORD", valueFrom: { secretKeyRef: { name: "b", key: "q" } } },
    ]);
    expect(proxyValues(proxySettings({ session: { type: "cookie" } })).extraEnv).toEqual([]);
  });

  it("mount each authority under the name the configuration reads", () => {
    const values = proxyValues(
      proxySettings({
        caBundle: { secretName: "ca-bundle", key: "root.pem" },
        session: redis({ ca: { secretName: "valkey-ca", key: "ca.crt" } }),
      }),
    );
    expect(values.extraVolumes).toEqual(
      expect.arrayContaining([
        { name: "ca", secret: { secretName: "ca-bundle", items: [{ key: "root.pem", path: "ca.crt" }] } },
        { name: "session-ca", secret: { secretName: "valkey-ca", items: [{ key: "ca.crt", path: "ca.crt" }] } },
      ]),
    );
    expect(values.extraVolumeMounts).toEqual(
      expect.arrayContaining([{ name: "session-ca", mountPath: "/etc/monitoring-sso/session-ca", readOnly: true }]),
    );
  });

  it("restart the pods when credentials rotate", () => {
    const annotations = (rotation: string): unknown =>
      proxyValues(proxySettings({ session: redis({ rotation }) })).podAnnotations;
    expect(annotations("2")).not.toEqual(annotations("1"));
  });

  it("set requests and limits", () => {
    expect(proxyValues(proxySettings()).resources).toEqual({
      requests: { cpu: "20m", memory: "32Mi" },
      limits: { cpu: "500m", memory: "128Mi" },
    });
  });

  it("are scraped", () => {
    expect(proxyValues(proxySettings({ serviceMonitorLabels: { team: "sre" } }))).toMatchObject({
      metrics: { enabled: true, serviceMonitor: { enabled: true, labels: { team: "sre" } } },
    });
  });
});
