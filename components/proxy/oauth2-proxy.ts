import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { chartRelease } from "../helm/chart-source";
import { objectLabels } from "../kubernetes/labels";
import { defaultProxyService, proxyReleaseName, type ProxyServiceArgs } from "../proxy-contract/service";
import { settle } from "../validation/settle";
import { proxyAlerts } from "./alerts";
import type { OAuth2ProxyArgs } from "./args";
import { type ProxyValues, proxyValues } from "./chart-values";
import { proxy } from "./check";
import { cookieSecretFromBase64 } from "./cookie-secret";
import { credentials } from "./mount-paths";
import { type Pages, renderPages } from "./pages/config-map";
import { type RealmSessionsArgs, requireRealmSessions } from "./realm-sessions";
import type { ProxySettings } from "./settings";

/**
 * oauth2-proxy as external authorization for an edge: it answers `/oauth2/auth?allowed_groups=role:<client>:<role>` with 202,
 * 401 or 403, and signs users in at Keycloak. In the mode `reverse-proxy` it forwards requests to the applications. Needs
 * the custom resource definitions of the Prometheus operator, and Kubernetes 1.30 or later.
 */
export class OAuth2Proxy extends pulumi.ComponentResource {
  /** The Service that the edge calls. */
  public readonly service: ProxyServiceArgs;

  constructor(name: string, args: OAuth2ProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    // The engine keeps a component's inputs in the state, where a plain string would be in clear.
    super("monitoring-sso:index:OAuth2Proxy", name, { ...args, clientSecret: pulumi.secret(args.clientSecret) }, opts);
    const settings = settle(args, proxy, this);
    const pages = renderPages(settings);
    const ready = [
      createCredentials(name, args, settings, this),
      createPages(name, pages, settings, this),
      createAlerts(name, settings, this),
    ];
    new kubernetes.helm.v3.Release(
      `${name}-release`,
      {
        ...chartRelease(settings.charts, "oauth2-proxy"),
        name: proxyReleaseName,
        namespace: settings.namespace,
        values: withCaRevision(proxyValues(settings, pages), args.caBundleRevision),
        timeout: 300,
        maxHistory: 5,
      },
      { parent: this, dependsOn: afterRealmCheck(ready, settings, args.realmSessions), deleteBeforeReplace: true },
    );
    this.service = defaultProxyService;
    this.registerOutputs({ service: this.service });
  }
}

function createPages(
  name: string,
  { configMapName, data }: Pages,
  { namespace }: ProxySettings,
  parent: pulumi.Resource,
): pulumi.Resource {
  return new kubernetes.core.v1.ConfigMap(
    `${name}-pages`,
    { metadata: { name: configMapName, namespace, labels: objectLabels("proxy") }, data, immutable: true },
    { parent },
  );
}

function createAlerts(
  name: string,
  { namespace, replicas, serviceMonitorLabels }: ProxySettings,
  parent: pulumi.Resource,
): pulumi.Resource {
  return new kubernetes.apiextensions.CustomResource(
    `${name}-alerts`,
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: proxyReleaseName, namespace, labels: { ...objectLabels("proxy"), ...serviceMonitorLabels } },
      spec: { groups: [{ name: proxyReleaseName, rules: proxyAlerts(replicas) }] },
    },
    { parent },
  );
}

function createCredentials(
  name: string,
  { clientSecret }: OAuth2ProxyArgs,
  { namespace, clientId, rotation }: ProxySettings,
  parent: pulumi.Resource,
): pulumi.Resource {
  const cookieSecret = new random.RandomBytes(
    `${name}-cookie-secret`,
    { length: 32, keepers: { rotation } },
    { parent },
  );
  const { secretName, keys } = credentials;
  return new kubernetes.core.v1.Secret(
    `${name}-credentials`,
    {
      metadata: { name: secretName, namespace, labels: objectLabels("proxy") },
      stringData: {
        [keys.clientId]: clientId,
        [keys.clientSecret]: pulumi.secret(clientSecret),
        [keys.cookieSecret]: cookieSecret.base64.apply(cookieSecretFromBase64),
      },
    },
    { parent },
  );
}

/** Only this annotation is unknown in a preview before the CA certificates have been read; a reviewer sees all the rest. */
function withCaRevision(
  values: ProxyValues,
  revision: pulumi.Input<string> | undefined,
): Readonly<Record<string, unknown>> {
  const { podAnnotations } = values;
  return revision === undefined
    ? values
    : { ...values, podAnnotations: { ...podAnnotations, "monitoring-sso/ca-bundle-revision": revision } };
}

/**
 * What the release waits for. The comparison is a dependency and not part of the values, which would be unknown in the first
 * preview of a realm that does not exist yet.
 */
function afterRealmCheck(
  ready: pulumi.Resource[],
  settings: ProxySettings,
  realmSessions?: RealmSessionsArgs,
): pulumi.Input<pulumi.Resource[]> {
  if (realmSessions === undefined) {
    return ready;
  }
  return pulumi.output(realmSessions).apply((realm) => {
    requireRealmSessions(settings, realm);
    return ready;
  });
}
