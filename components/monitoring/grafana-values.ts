import type { HelmValues } from "../helm/values";
import { type GrafanaSignInArgs, type Location, locationUrl } from "./settings";
import { grafanaSecretName } from "./service-names";

const secretFolder = "/etc/secrets/grafana";
const caFolder = "/etc/secrets/ca";

/** What a caller may change. */
export function grafanaChoices(): HelmValues {
  return {
    enabled: true,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "512Mi" } },
    sidecar: { resources: { requests: { cpu: "10m", memory: "96Mi" }, limits: { cpu: "200m", memory: "256Mi" } } },
    // A pod that pulls a test image, run by `helm test` only, and not restricted.
    testFramework: { enabled: false },
    // Runs as root to own the volume; `fsGroup` does that.
    initChownData: { enabled: false },
    "grafana.ini": {
      // Nothing leaves the cluster: default-deny egress would only turn these into errors in the log.
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      snapshots: { external_enabled: false },
    },
  };
}

/** What keeps Grafana's door shut; over every override. */
export function grafanaFixed(builtIn: Location, namespace: string, settings: GrafanaSignInArgs): HelmValues {
  const location = { ...builtIn, basePath: settings.path ?? builtIn.basePath };
  return {
    ingress: { enabled: false },
    route: { main: { enabled: false } },
    // The chart would make up a new random password at each render.
    admin: { existingSecret: grafanaSecretName, userKey: "admin-user", passwordKey: "admin-password" },
    assertNoLeakedSecrets: true,
    // By default Grafana's service account reads every Secret and ConfigMap of the cluster.
    rbac: { namespaced: true },
    sidecar: {
      dashboards: { resource: "configmap", searchNamespace: namespace },
      datasources: { resource: "configmap", searchNamespace: namespace },
    },
    extraSecretMounts: secretMounts(settings),
    serviceMonitor: {
      enabled: true,
      // Below a sub-path Grafana redirects `/metrics` away, to the sign-in.
      path: `${location.basePath}/metrics`,
      basicAuth: {
        username: { name: grafanaSecretName, key: "metrics-username" },
        password: { name: grafanaSecretName, key: "metrics-password" },
      },
    },
    "grafana.ini": grafanaIni(location, settings),
  };
}

function secretMounts({ caBundle }: GrafanaSignInArgs): HelmValues[] {
  const credentials = {
    name: grafanaSecretName,
    secretName: grafanaSecretName,
    mountPath: secretFolder,
    readOnly: true,
  };
  return caBundle === undefined
    ? [credentials]
    : [
        credentials,
        {
          name: "ca",
          secretName: caBundle.secretName,
          mountPath: caFolder,
          readOnly: true,
          items: [{ key: caBundle.key, path: "ca.crt" }],
        },
      ];
}

function grafanaIni(location: Location, settings: GrafanaSignInArgs): HelmValues {
  const rootUrl = locationUrl(location);
  return {
    server: { domain: location.host, root_url: `${rootUrl}/`, serve_from_sub_path: location.basePath !== "" },
    security: { cookie_secure: true, cookie_samesite: "lax", allow_embedding: false },
    auth: { disable_login_form: true, oauth_allow_insecure_email_lookup: false },
    "auth.anonymous": { enabled: false },
    "auth.generic_oauth": genericOauth(`${rootUrl}/login`, settings),
    users: { allow_sign_up: false, auto_assign_org_role: "None" },
    // Grafana answers its own metrics to anybody, and the edge serves every path below the application's.
    metrics: {
      basic_auth_username: `$__file{${secretFolder}/metrics-username}`,
      basic_auth_password: `$__file{${secretFolder}/metrics-password}`,
    },
  };
}

function genericOauth(postLogoutRedirectUri: string, settings: GrafanaSignInArgs): HelmValues {
  const endpoints = `${settings.issuerUrl}/protocol/openid-connect`;
  return {
    enabled: true,
    name: "Keycloak",
    client_id: settings.clientId,
    client_secret: `$__file{${secretFolder}/client-secret}`,
    scopes: "openid email profile",
    auth_url: `${endpoints}/auth`,
    token_url: `${endpoints}/token`,
    api_url: `${endpoints}/userinfo`,
    // Grafana adds the id token, so that Keycloak asks no question.
    signout_redirect_url: `${endpoints}/logout?post_logout_redirect_uri=${encodeURIComponent(postLogoutRedirectUri)}`,
    use_pkce: true,
    use_refresh_token: true,
    auto_login: true,
    // "Sign up" is the first sign-in of somebody Keycloak knows; the strict role mapping decides who that is.
    allow_sign_up: true,
    role_attribute_path: settings.roleAttributePath,
    role_attribute_strict: true,
    skip_org_role_sync: false,
    allow_assign_grafana_admin: false,
    login_attribute_path: "preferred_username",
    name_attribute_path: "name",
    email_attribute_path: "email",
    tls_skip_verify_insecure: false,
    ...(settings.caBundle === undefined ? {} : { tls_client_ca: `${caFolder}/ca.crt` }),
  };
}
