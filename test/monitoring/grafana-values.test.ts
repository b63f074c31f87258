import { type HelmValues, valueAt } from "../../components/helm/values";
import { monitoringValues } from "../../components/monitoring/chart-values";
import type { GrafanaSignInArgs } from "../../components/monitoring/settings";
import { grafana, monitoringSettings } from "./settings";

function grafanaValues(overrides: Partial<GrafanaSignInArgs> = {}): HelmValues {
  return valueAt(monitoringValues(monitoringSettings({ grafana: grafana(overrides) })), ["grafana"]) as HelmValues;
}

describe("Grafana's values", () => {
  it("sign in at Keycloak with PKCE, and reject users without a role", () => {
    expect(grafanaValues()["grafana.ini"]).toMatchObject({
      auth: { disable_login_form: true },
      "auth.anonymous": { enabled: false },
      "auth.generic_oauth": {
        enabled: true,
        client_id: "grafana",
        auth_url: "https://keycloak.example.com/realms/homelab/protocol/openid-connect/auth",
        use_pkce: true,
        use_refresh_token: true,
        auto_login: true,
        role_attribute_path: "contains(roles[*], 'admin') && 'Admin'",
        role_attribute_strict: true,
        allow_assign_grafana_admin: false,
        tls_skip_verify_insecure: false,
      },
      users: { allow_sign_up: false, auto_assign_org_role: "None" },
    });
  });

  it("end a session when Keycloak's client does, and after eight hours by default", () => {
    const maximum = ["grafana.ini", "auth", "login_maximum_lifetime_duration"];
    expect(valueAt(grafanaValues({ sessionExpire: "90m" }), maximum)).toBe("90m");
    expect(valueAt(grafanaValues(), maximum)).toBe("8h");
  });

  it.each(["anonymous", "basic", "jwt", "ldap", "proxy"])("reject the sign-in auth.%s", (name) => {
    expect(valueAt(grafanaValues(), ["grafana.ini", `auth.${name}`])).toEqual({ enabled: false });
  });

  it("publish nothing without a sign-in, and embed in no page", () => {
    expect(grafanaValues()["grafana.ini"]).toMatchObject({
      snapshots: { enabled: false, external_enabled: false },
      public_dashboards: { enabled: false },
      security: { allow_embedding: false, disable_gravatar: true },
    });
  });

  it("provision data sources before Grafana starts, because no reload can authenticate", () => {
    expect(grafanaValues().sidecar).toMatchObject({
      dashboards: { skipReload: true },
      datasources: { skipReload: true, initDatasources: true },
    });
  });

  it("give Grafana's users no access to Alertmanager, unless asked", () => {
    const isEnabled = (values: HelmValues): unknown =>
      valueAt(monitoringValues(monitoringSettings({ grafana: grafana(), values })), [
        "grafana",
        "sidecar",
        "datasources",
        "alertmanager",
        "enabled",
      ]);
    expect(isEnabled({})).toBe(false);
    expect(isEnabled({ grafana: { sidecar: { datasources: { alertmanager: { enabled: true } } } } })).toBe(true);
  });

  it("sign out at Keycloak, and redirect to the exact URI of Grafana's client", () => {
    const signOutUrl = (values: HelmValues): URL =>
      new URL(valueAt(values, ["grafana.ini", "auth.generic_oauth", "signout_redirect_url"]) as string);
    const { origin, pathname, searchParams } = signOutUrl(grafanaValues());
    expect(origin + pathname).toBe("https://keycloak.example.com/realms/homelab/protocol/openid-connect/logout");
    expect(searchParams.get("post_logout_redirect_uri")).toBe("https://monitoring.example.com/grafana/login");
    const postLogoutRedirectUri = "https://grafana.example.com/login?from=a&to=b";
    expect(signOutUrl(grafanaValues({ postLogoutRedirectUri })).searchParams.get("post_logout_redirect_uri")).toBe(
      postLogoutRedirectUri,
    );
  });

  it("serve Grafana and its metrics under its path", () => {
    expect(grafanaValues()).toMatchObject({
      "grafana.ini": {
        server: {
          domain: "monitoring.example.com",
          root_url: "https://monitoring.example.com/grafana/",
          serve_from_sub_path: true,
        },
      },
      serviceMonitor: { path: "/grafana/metrics" },
    });
  });

  it("serve Grafana and its metrics at the root of its own host, and redirect there after sign-out", () => {
    const values = monitoringValues(
      monitoringSettings({
        grafana: grafana({ postLogoutRedirectUri: "https://grafana.example.com/login" }),
        hosts: { grafana: "grafana.example.com" },
      }),
    );
    expect(values.grafana).toMatchObject({
      "grafana.ini": {
        server: {
          domain: "grafana.example.com",
          root_url: "https://grafana.example.com/",
          serve_from_sub_path: false,
        },
        "auth.generic_oauth": {
          signout_redirect_url: expect.stringContaining(
            encodeURIComponent("https://grafana.example.com/login"),
          ) as string,
        },
      },
      serviceMonitor: { path: "/metrics" },
    });
  });

  it("return metrics to Prometheus only", () => {
    expect(grafanaValues()).toMatchObject({
      serviceMonitor: {
        basicAuth: {
          username: { name: "grafana-credentials", key: "metrics-username" },
          password: { name: "grafana-credentials", key: "metrics-password" },
        },
      },
      "grafana.ini": { metrics: { basic_auth_password: "$__file{/etc/secrets/grafana/metrics-password}" } },
    });
  });

  it("refer to every secret by a mounted file or the name of a Secret", () => {
    expect(grafanaValues()).toMatchObject({
      admin: { existingSecret: "grafana-credentials" },
      assertNoLeakedSecrets: true,
      "grafana.ini": { "auth.generic_oauth": { client_secret: "$__file{/etc/secrets/grafana/client-secret}" } },
      extraSecretMounts: [{ secretName: "grafana-credentials", mountPath: "/etc/secrets/grafana", readOnly: true }],
    });
    expect(grafanaValues()).not.toHaveProperty("adminPassword");
  });

  it("trust the given CA for Keycloak", () => {
    const values = grafanaValues({ caBundle: { secretName: "ca-bundle", key: "root.pem" } });
    expect(valueAt(values, ["grafana.ini", "auth.generic_oauth", "tls_client_ca"])).toBe("/etc/secrets/ca/ca.crt");
    expect(values.extraSecretMounts).toContainEqual(
      expect.objectContaining({ secretName: "ca-bundle", items: [{ key: "root.pem", path: "ca.crt" }] }),
    );
    expect(valueAt(grafanaValues(), ["grafana.ini", "auth.generic_oauth", "tls_client_ca"])).toBeUndefined();
  });

  it("read ConfigMaps of its own namespace only, instead of every Secret of the cluster", () => {
    expect(grafanaValues()).toMatchObject({
      rbac: { namespaced: true },
      sidecar: {
        dashboards: { resource: "configmap", searchNamespace: "monitoring" },
        datasources: { resource: "configmap", searchNamespace: "monitoring" },
      },
    });
  });

  it("run no pod that a restricted namespace rejects", () => {
    expect(grafanaValues()).toMatchObject({ testFramework: { enabled: false }, initChownData: { enabled: false } });
  });
});
