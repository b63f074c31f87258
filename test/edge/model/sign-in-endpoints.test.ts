import {
  authUrl,
  extAuthUri,
  logoutName,
  signedOutPage,
  signInHosts,
  signOutUrl,
} from "../../../components/edge/model/sign-in-endpoints";
import { application } from "../../access/application-builder";
import { grafana, settings } from "../edge-settings";

const own = application({ name: "own", host: "own.example.com", basePath: "" });

describe("authUrl", () => {
  it("names the Service, and the role of the proxy's client", () => {
    expect(authUrl(settings({ namespace: "sso", clientId: "proxy" }), "viewer")).toBe(
      "http://oauth2-proxy.sso.svc.cluster.local/oauth2/auth?allowed_groups=role:proxy:viewer",
    );
  });

  it("names the port, unless it is that of HTTP", () => {
    const url = authUrl(settings({ proxy: { serviceName: "proxy", port: 4180 } }), "viewer");
    expect(new URL(url).host).toBe("proxy.monitoring.svc.cluster.local:4180");
    expect(authUrl(settings(), "viewer")).not.toContain(":80");
  });
});

describe("extAuthUri", () => {
  it("is outside the proxy's endpoints, which every client can request", () => {
    expect(extAuthUri("proxy", "viewer")).toBe("/check/yes?allowed_groups=role:proxy:viewer");
  });
});

describe("logoutName", () => {
  it("differs between hosts, and is the plain one on the shared host", () => {
    expect(logoutName("monitoring.example.com", settings())).toBe("sso-logout");
    expect(logoutName("own.example.com", settings())).toBe("sso-logout-own-example-com-a3d547ca");
  });
});

describe("signedOutPage", () => {
  it("leads to the first application of the host, protected or not", () => {
    const all = [own, application()];
    expect(signedOutPage(all, "own.example.com", settings())).toBe("/oauth2/sign_in?signed_out=/");
    expect(signedOutPage(all, "monitoring.example.com", settings())).toBe("/oauth2/sign_in?signed_out=/tool/");
    const passthroughApplications = [grafana];
    expect(signedOutPage([own], "monitoring.example.com", settings({ passthroughApplications }))).toBe(
      "/oauth2/sign_in?signed_out=/grafana/",
    );
  });

  it("leads to the root of a host without an application", () => {
    expect(signedOutPage([own], "monitoring.example.com", settings())).toBe("/oauth2/sign_in?signed_out=/");
  });
});

describe("signOutUrl", () => {
  it("contains no character that an annotation of ingress-nginx must not contain", () => {
    expect(signOutUrl([own], "own.example.com", settings())).toMatch(/^[-._~a-zA-Z0-9/:, ?&=$]*$/);
  });
});

describe("signInHosts", () => {
  it("are the shared host and each other host, once", () => {
    expect(signInHosts([own, application(), { ...own }], settings())).toEqual([
      "monitoring.example.com",
      "own.example.com",
    ]);
  });
});
