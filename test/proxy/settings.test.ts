import { proxySettings, redis, reverseProxyArgs, singleRoleApplications } from "./settings";

describe("defaults of the proxy's settings", () => {
  it("follow the lifespans that a new Keycloak realm has", () => {
    expect(proxySettings()).toMatchObject({
      sessionExpire: "8h",
      sessionRefresh: "4m",
      replicas: 2,
      contact: "your administrator",
      roles: [],
      otherHosts: [],
      logChecks: false,
      rotation: "1",
      serviceMonitorLabels: { release: "kube-prometheus-stack" },
      charts: { type: "upstream" },
      limits: { accessTokenLifespan: 300, ssoSessionMax: Infinity },
    });
  });

  it("follow the lifespan of access tokens", () => {
    expect(proxySettings({ accessTokenLifespanSeconds: 900, ssoSessionMaxSeconds: 36_000 })).toMatchObject({
      sessionExpire: "8h",
      sessionRefresh: "14m",
      limits: { accessTokenLifespan: 900, ssoSessionMax: 36_000 },
    });
  });

  it("refresh a token of one minute before it expires", () => {
    expect(proxySettings({ accessTokenLifespanSeconds: 60 }).sessionRefresh).toBe("30s");
  });
});

describe("the proxy's settings", () => {
  it("list each role once, sorted", () => {
    expect(proxySettings({ roles: ["b", "a", "b"] }).roles).toEqual(["a", "b"]);
  });

  it("list each other host once, without the shared one", () => {
    const otherHosts = ["prometheus.example.com", "monitoring.example.com", "prometheus.example.com"];
    expect(proxySettings({ otherHosts }).otherHosts).toEqual(["prometheus.example.com"]);
  });

  it("contain the session store as one variant", () => {
    expect(proxySettings({ session: { cookie: {} } }).session).toEqual({ type: "cookie" });
    expect(proxySettings({ session: redis({ caSecret: { name: "valkey-ca" } }) }).session).toEqual({
      type: "redis",
      topology: { type: "standalone", url: "rediss://valkey.monitoring.svc.cluster.local:6379" },
      password: { secretName: "valkey-credentials", key: "redis-password" },
      ca: { secretName: "valkey-ca", key: "ca.crt" },
      rotation: "1",
    });
  });

  it("contain the applications and their one role in reverse-proxy mode only", () => {
    expect(proxySettings(reverseProxyArgs()).reverseProxy).toEqual({
      role: "monitoring",
      applications: singleRoleApplications,
    });
    expect(proxySettings(reverseProxyArgs({ mode: "middleware" }))).not.toHaveProperty("reverseProxy");
  });

  it("contain the external authorization path in middleware mode only: no edge asks in reverse-proxy mode", () => {
    expect(proxySettings({ extAuthPath: "/check" }).extAuthPath).toBe("/check");
    expect(proxySettings(reverseProxyArgs({ extAuthPath: "/check" }))).not.toHaveProperty("extAuthPath");
  });
});
