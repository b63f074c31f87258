import type { HelmValues } from "../helm/values";
import { issuerUrls } from "../keycloak/urls";
import { caKey } from "../tls/defaults";
import { type Location, locationUrl } from "./location";
import { grafanaSecretName, grafanaService } from "./service-names";
import type { GrafanaSignIn } from "./settings";

const secretFolder = "/etc/secrets/grafana";
const caFolder = "/etc/secrets/ca";

/** Defaults that a caller may change. */
export function grafanaChoices(): HelmValues {
  return {
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "512Mi" } },
    sidecar: {
      resources: { requests: { cpu: "10m", memory: "96Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
      // Through it, editors of Grafana silence and post alerts, and viewers read them, without a role for Alertmanager.
      datasources: { alertmanager: { enabled: false } },
    },
    // `helm test` would run a pod with a test image that is not restricted.
    testFramework: { enabled: false },
    // It runs as root to own the volume; `fsGroup` does the same.
    initChownData: { enabled: false },
    "grafana.ini": {
      // Default-deny egress would turn these requests into errors in the log.
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
    },
  };
}

/** Values on which Grafana's access control depends. They win over every override. */
export function grafanaFixed(location: Location, namespace: string, settings: GrafanaSignIn): HelmValues {
  return {
    enabled: true,
    // The edge, the network policies and the probes rely on them.
    fullnameOverride: "",
    nameOverride: "",
    namespaceOverride: "",
    podPortName: "grafana",
    service: { enabled: true, type: "ClusterIP", port: grafanaService.port, portName: "http-web" },
    ingress: { enabled: false },
    route: { main: { enabled: false } },
    // The chart would generate a new random password at each render.
    admin: { existingSecret: grafanaSecretName, userKey: "admin-user", passwordKey: "admin-password" },
    assertNoLeakedSecrets: true,
    // By default, Grafana's service account can read every Secret and ConfigMap of the cluster.
    rbac: { namespaced: true },
    sidecar: {
      // A reload would authenticate with the administrator's password. Grafana polls the dashboards' folder instead, and an
      // init container writes the data sources before Grafana starts.
      dashboards: { resource: "configmap", searchNamespace: namespace, skipReload: true },
      datasources: { resource: "configmap", searchNamespace: namespace, skipReload: true, initDatasources: true },
    },
    extraSecretMounts: secretMounts(settings),
    serviceMonitor: {
      enabled: true,
      // With a base path, Grafana redirects `/metrics` to sign-in.
      path: `${location.basePath}/metrics`,
      basicAuth: {
        username: { name: grafanaSecretName, key: "metrics-username" },
        password: { name: grafanaSecretName, key: "metrics-password" },
      },
    },
    "grafana.ini": grafanaIni(location, settings),
  };
}

function secretMounts({ caBundle }: GrafanaSignIn): HelmValues[] {
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
          items: [{ key: caBundle.key, path: caKey }],
        },
      ];
}

function grafanaIni(location: Location, settings: GrafanaSignIn): HelmValues {
  const rootUrl = locationUrl(location);
  return {
    server: { domain: location.host, root_url: `${rootUrl}/`, serve_from_sub_path: location.basePath !== "" },
    security: {
      cookie_secure: true,
      cookie_samesite: "lax",
      allow_embedding: false,
      // Gravatar would receive a hash of each user's email address.
      disable_gravatar: true,
    },
    auth: {
      disable_login_form: true,
      oauth_allow_insecure_email_lookup: false,
      // Grafana's own session would last 30 days; it reads durations as Go does.
      login_maximum_lifetime_duration: settings.sessionExpire,
    },
    ...otherSignIns,
    "auth.generic_oauth": genericOauth(settings),
    // Both are readable without a sign-in by every client that has the link.
    snapshots: { enabled: false, external_enabled: false },
    public_dashboards: { enabled: false },
    users: { allow_sign_up: false, auto_assign_org_role: "None" },
    // Grafana serves its own metrics to every client, and the edge forwards every path below the base path.
    metrics: {
      basic_auth_username: `$__file{${secretFolder}/metrics-username}`,
      basic_auth_password: `$__file{${secretFolder}/metrics-password}`,
    },
  };
}

/** No proxy authenticates requests to Grafana, so an identity header or a foreign token proves nothing. */
const otherSignIns: HelmValues = Object.fromEntries(
  ["anonymous", "basic", "jwt", "ldap", "proxy"].map((name) => [`auth.${name}`, { enabled: false }]),
);

function genericOauth(settings: GrafanaSignIn): HelmValues {
  const { authorizationUrl, tokenUrl, userInfoUrl, endSessionUrl } = issuerUrls(settings.issuerUrl);
  return {
    enabled: true,
    name: "Keycloak",
    client_id: settings.clientId,
    client_secret: `$__file{${secretFolder}/client-secret}`,
    scopes: "openid email profile",
    auth_url: authorizationUrl,
    token_url: tokenUrl,
    api_url: userInfoUrl,
    // Grafana adds the id token, so that Keycloak needs no confirmation.
    signout_redirect_url: `${endSessionUrl}?post_logout_redirect_uri=${encodeURIComponent(settings.postLogoutRedirectUri)}`,
    use_pkce: true,
    use_refresh_token: true,
    auto_login: true,
    // "Sign up" is the first sign-in of a Keycloak user; the strict role mapping decides who may.
    allow_sign_up: true,
    role_attribute_path: settings.roleAttributePath,
    role_attribute_strict: true,
    skip_org_role_sync: false,
    allow_assign_grafana_admin: false,
    login_attribute_path: "preferred_username",
    name_attribute_path: "name",
    email_attribute_path: "email",
    tls_skip_verify_insecure: false,
    ...(settings.caBundle === undefined ? {} : { tls_client_ca: `${caFolder}/${caKey}` }),
  };
}
