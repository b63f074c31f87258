import { proxySettings } from "./settings";

describe("defaults of the proxy's settings", () => {
  it("follow the lifespans that a Keycloak realm starts with", () => {
    expect(proxySettings()).toMatchObject({
      sessionExpire: "8h",
      sessionRefresh: "4m",
      replicas: 2,
      contact: "your administrator",
      roles: [],
      rotation: "1",
      serviceMonitorLabels: { release: "kube-prometheus-stack" },
    });
  });

  it("follow the realm's own lifespans", () => {
    expect(proxySettings({ accessTokenLifespanSeconds: 900, ssoSessionMaxSeconds: 3600 })).toMatchObject({
      sessionExpire: "1h",
      sessionRefresh: "14m",
    });
  });

  it("renew a token of a minute before it ends", () => {
    expect(proxySettings({ accessTokenLifespanSeconds: 60 }).sessionRefresh).toBe("30s");
  });

  it("name each role once, in order", () => {
    expect(proxySettings({ roles: ["b", "a", "b"] }).roles).toEqual(["a", "b"]);
  });
});
