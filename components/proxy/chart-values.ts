import type { HelmValue, HelmValues } from "../helm/values";
import type { SecretKey, SessionConnection } from "../sessions/types";
import type { CaBundle } from "../tls/types";
import { oauth2ProxyImageTag } from "../../versions";
import { alphaConfig } from "./config/alpha";
import { coreConfig } from "./config/core";
import { pages } from "./pages/config-map";
import { caFile, mountPaths } from "./mount-paths";
import { proxyConfig } from "./config/proxy-config";
import { proxyConfigToml } from "./config/toml";
import type { ProxySettings } from "./settings";

/** Name of the release, its Service and its Deployment; also the `app.kubernetes.io/name` of its pods. */
export const proxyReleaseName = "oauth2-proxy";
/** Port of the Service that the edge calls. */
export const proxyServicePort = 80;
/** Secret with the keys `client-id`, `client-secret`, `cookie-secret`. */
export const credentialsSecretName = "oauth2-proxy-credentials";

/** Values of the chart, of which the pods' annotations are for others to add to. */
export interface ProxyValues extends HelmValues {
  readonly podAnnotations: Readonly<Record<string, string>>;
}

/**
 * Values of the oauth2-proxy chart. What the proxy does stands in its configuration file; the values say how it runs.
 */
export function proxyValues(settings: ProxySettings): ProxyValues {
  return {
    image: { tag: oauth2ProxyImageTag },
    replicaCount: settings.replicas,
    ...configuration(settings),
    // The client and cookie secrets are files, which a process list, a crash report or a child process does not show.
    proxyVarsAsSecrets: false,
    // Kubernetes would add `OAUTH2_PROXY_SERVICE_HOST` and so on: the prefix under which the proxy reads its settings.
    enableServiceLinks: false,
    extraEnv: sessionPasswords(settings.session),
    ...mounts(settings),
    ...availability(settings),
    ...identity(settings),
    metrics: {
      enabled: true,
      serviceMonitor: { enabled: true, interval: "30s", scrapeTimeout: "10s", labels: settings.serviceMonitorLabels },
    },
    resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
    // The stack's own policies cover the proxy; the chart's would cut it off from Keycloak.
    networkPolicy: { create: false },
  };
}

/** In reverse-proxy mode part of it is structured; the chart drops the file beside that, unless told. */
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
 * The store's passwords are the only credentials in the environment: the proxy knows no file for them. Not by the
 * chart's `sessionStorage.redis`, which reads both passwords from one Secret and demands a sentinel's where there is
 * none; so all the rest of the store's settings can stand in the configuration file, for every topology alike.
 */
function sessionPasswords(session: SessionConnection): HelmValue[] {
  if (session.type === "cookie") {
    return [];
  }
  const { password, sentinelPassword } = session;
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

function mounts(settings: ProxySettings): HelmValues {
  const { caBundle, session } = settings;
  const sessionCa = session.type === "redis" ? session.ca : undefined;
  const { configMapName, items } = pages(settings);
  const volumes: readonly (readonly [name: string, mountPath: string, source: HelmValues])[] = [
    ["credentials", mountPaths.credentials, { secret: { secretName: credentialsSecretName } }],
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

/** One pod can go, for a drain, an update or a fault, without anybody noticing. */
function availability({ replicas }: ProxySettings): HelmValues {
  return {
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    // Not `maxUnavailable: 1`: the chart then renders both fields unless this one is null, the API server refuses both,
    // and a Helm release of Pulumi drops a null from its values.
    podDisruptionBudget: { enabled: true, minAvailable: replicas - 1 },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        // Not DoNotSchedule: a cluster of one node still gets both pods.
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/name": proxyReleaseName } },
      },
    ],
    // The edge goes on sending requests for a moment after a pod began to end; the image has no shell to sleep with.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    terminationGracePeriodSeconds: 30,
    // `/ready` asks the session store: a pod that cannot read sessions gets no requests.
    readinessProbe: { enabled: true, periodSeconds: 5, timeoutSeconds: 5 },
    livenessProbe: { enabled: true, timeoutSeconds: 5 },
  };
}

function identity({ session, rotation: cookieSecretRotation }: ProxySettings): ProxyValues {
  return {
    // The proxy never speaks to the Kubernetes API.
    serviceAccount: { automountServiceAccountToken: false },
    // The chart's own checksums know inline values only; a secret that changed under its name restarts nothing.
    podAnnotations: {
      "monitoring-sso/cookie-secret-rotation": cookieSecretRotation,
      ...(session.type === "redis" ? { "monitoring-sso/session-store-rotation": session.rotation } : {}),
    },
  };
}
