import { oauth2ProxyImageTag } from "../../versions";
import type { HelmValue, HelmValues } from "../helm/values";
import { proxyReleaseName } from "../proxy-contract/service";
import type { SecretKey, SessionConnection } from "../sessions/types";
import type { CaBundle } from "../tls/types";
import { alphaConfig } from "./config/alpha";
import { coreConfig } from "./config/core";
import { proxyConfig } from "./config/proxy-config";
import { proxyConfigToml } from "./config/toml";
import { caFile, credentials, mountPaths } from "./mount-paths";
import type { Pages } from "./pages/config-map";
import type { ProxySettings } from "./settings";

/** Values of the chart. The component adds to the annotations of the pods. */
export interface ProxyValues extends HelmValues {
  readonly podAnnotations: Readonly<Record<string, string>>;
}

/**
 * Values of the oauth2-proxy chart. The configuration file defines what the proxy does; the values define how it runs.
 */
export function proxyValues(settings: ProxySettings, pages: Pages): ProxyValues {
  return {
    image: { tag: oauth2ProxyImageTag },
    replicaCount: settings.replicas,
    ...configuration(settings),
    // The client and cookie secrets are files: process lists, crash reports and child processes do not expose them.
    proxyVarsAsSecrets: false,
    // Kubernetes would set `OAUTH2_PROXY_SERVICE_HOST` and so on, with the prefix of the proxy's own settings.
    enableServiceLinks: false,
    extraEnv: sessionPasswords(settings.session),
    ...mountValues(settings, pages),
    ...availabilityValues(settings),
    ...podValues(settings),
    metrics: {
      enabled: true,
      serviceMonitor: { enabled: true, interval: "30s", scrapeTimeout: "10s", labels: settings.serviceMonitorLabels },
    },
    resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
    // The stack's own policies cover the proxy; the chart's would block its traffic to Keycloak.
    networkPolicy: { create: false },
  };
}

/** In reverse-proxy mode a part is structured; without `forceLegacyConfig` the chart then omits the file. */
function configuration(settings: ProxySettings): HelmValues {
  const { reverseProxy } = settings;
  return reverseProxy === undefined
    ? { config: { configFile: proxyConfigToml(proxyConfig(settings)) } }
    : {
        config: { configFile: proxyConfigToml(coreConfig(settings, reverseProxy)), forceLegacyConfig: true },
        alphaConfig: { enabled: true, configData: alphaConfig(settings, reverseProxy) },
      };
}

/**
 * The store's passwords are the only credentials in the environment: the proxy cannot read them from a file. The chart's
 * `sessionStorage.redis` is not used: it reads both passwords from one Secret and requires one for sentinels without
 * password. All other settings of the store are in the configuration file, for every topology alike.
 */
function sessionPasswords(session: SessionConnection): HelmValue[] {
  if (session.type === "cookie") {
    return [];
  }
  const { password, topology } = session;
  const sentinelPassword = topology.type === "sentinel" ? topology.password : undefined;
  return [
    environmentFromSecret("OAUTH2_PROXY_REDIS_PASSWORD", password),
    ...(sentinelPassword === undefined
      ? []
      : [environmentFromSecret("OAUTH2_PROXY_REDIS_SENTINEL_PASSWORD", sentinelPassword)]),
  ];
}

function environmentFromSecret(name: string, { secretName, key }: SecretKey): HelmValues {
  return { name, valueFrom: { secretKeyRef: { name: secretName, key } } };
}

function mountValues({ caBundle, session }: ProxySettings, { configMapName, items }: Pages): HelmValues {
  const sessionCa = session.type === "redis" ? session.ca : undefined;
  const volumes: readonly (readonly [name: string, mountPath: string, source: HelmValues])[] = [
    ["credentials", mountPaths.credentials, { secret: { secretName: credentials.secretName } }],
    ["pages", mountPaths.pages, { configMap: { name: configMapName, items } }],
    ...(caBundle === undefined ? [] : [["ca", mountPaths.ca, caSource(caBundle)] as const]),
    ...(sessionCa === undefined ? [] : [["session-ca", mountPaths.sessionCa, caSource(sessionCa)] as const]),
  ];
  return {
    extraVolumes: volumes.map(([name, , source]) => ({ name, ...source })),
    extraVolumeMounts: volumes.map(([name, mountPath]) => ({ name, mountPath, readOnly: true })),
  };
}

function caSource({ secretName, key }: CaBundle): HelmValues {
  return { secret: { secretName, items: [{ key, path: caFile }] } };
}

/** One pod can be lost, to a drain, an update or a fault, without an effect on users. */
function availabilityValues({ replicas }: ProxySettings): HelmValues {
  return {
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    // Not `maxUnavailable: 1`: the chart then renders both fields unless this one is null, the API server refuses both,
    // and a Helm release of Pulumi drops a null from its values.
    podDisruptionBudget: { enabled: true, minAvailable: replicas - 1 },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        // Not DoNotSchedule: a cluster with one node runs both pods.
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": proxyReleaseName } },
      },
    ],
    // The edge sends requests for a moment after a pod starts to terminate; the image has no shell to sleep with.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    terminationGracePeriodSeconds: 30,
    // `/ready` checks the session store: a pod that cannot read sessions receives no requests.
    readinessProbe: { enabled: true, periodSeconds: 5, timeoutSeconds: 5 },
    livenessProbe: { enabled: true, timeoutSeconds: 5 },
  };
}

function podValues({ session, rotation }: ProxySettings): ProxyValues {
  return {
    // The proxy never calls the Kubernetes API.
    serviceAccount: { automountServiceAccountToken: false },
    // The chart's checksums cover inline values only; a changed Secret restarts nothing.
    podAnnotations: {
      "monitoring-sso/cookie-secret-rotation": rotation,
      ...(session.type === "redis" ? { "monitoring-sso/session-store-rotation": session.rotation } : {}),
    },
  };
}
