import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type ChartSource, chartRelease } from "../helm/chart-source";
import { objectLabels } from "../kubernetes/labels";
import { formatProblems } from "../validation/problem";
import { cookieSecretFromBase64 } from "./cookie-secret";
import { proxyAlerts } from "./alerts";
import { pages } from "./pages/config-map";
import { checkProxySettings } from "./check-settings";
import { type ProxySettings, type ProxySettingsArgs, resolveProxySettings } from "./settings";
import { type RealmSessionsArgs, requireRealmSessions } from "./realm-sessions";
import {
  credentialsSecretName,
  proxyReleaseName,
  proxyServicePort,
  type ProxyValues,
  proxyValues,
} from "./chart-values";

export interface OAuth2ProxyArgs extends ProxySettingsArgs {
  /** Namespace of the release and its Secret: the one the applications' Services are in. */
  namespace: pulumi.Input<string>;
  /** Secret of the Keycloak client. Kept in the Secret `oauth2-proxy-credentials`, mounted as a file. */
  clientSecret: pulumi.Input<string>;
  /**
   * Changes with the certificates of `caBundle`: `revision` of a `CaBundleCopy`. The proxy reads them at its start, so
   * another text restarts its pods, one after the other.
   * @default - they go on with the certificates they started with
   */
  caBundleRevision?: pulumi.Input<string>;
  /**
   * How long sessions last in the realm: where the proxy's would last longer, the update fails before it is changed.
   * @default - not compared
   */
  realmSessions?: RealmSessionsArgs;
  /**
   * Where the chart comes from.
   * @default - the upstream repository
   */
  chartSource?: ChartSource;
}

/**
 * oauth2-proxy as authentication for an edge: it answers `/oauth2/auth?allowed_groups=role:<client>:<role>` with 202,
 * 401 or 403, and signs people in at Keycloak. In the mode `reverse-proxy` it stands in front of the applications. Needs
 * the custom resource definitions of the Prometheus operator, and Kubernetes 1.30 or newer.
 */
export class OAuth2Proxy extends pulumi.ComponentResource {
  /** The Service the edge calls. */
  public readonly service: { readonly serviceName: string; readonly port: number };

  constructor(name: string, args: OAuth2ProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:OAuth2Proxy", name, {}, opts);
    const problems = checkProxySettings(args, "proxy");
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    const settings = resolveProxySettings(args);
    const values = withCaRevision(proxyValues(settings), args.caBundleRevision);
    const { configMapName, data } = pages(settings);
    const child = { parent: this };

    const credentials = this.credentials(name, args, settings);
    const pagesMap = new kubernetes.core.v1.ConfigMap(
      `${name}-pages`,
      {
        metadata: { name: configMapName, namespace: args.namespace, labels: objectLabels("proxy") },
        data,
        immutable: true,
      },
      child,
    );
    this.alerts(name, args, settings);
    const ready = [credentials, pagesMap];
    new kubernetes.helm.v3.Release(
      `${name}-release`,
      {
        ...chartRelease(args.chartSource ?? { type: "upstream" }, "oauth2-proxy"),
        name: proxyReleaseName,
        namespace: args.namespace,
        values,
        timeout: 300,
        maxHistory: 5,
      },
      { ...child, dependsOn: afterRealmCheck(ready, settings, args.realmSessions), deleteBeforeReplace: true },
    );
    this.service = { serviceName: proxyReleaseName, port: proxyServicePort };
    this.registerOutputs({ service: this.service });
  }

  private alerts(
    name: string,
    { namespace }: OAuth2ProxyArgs,
    { replicas, serviceMonitorLabels }: ProxySettings,
  ): void {
    new kubernetes.apiextensions.CustomResource(
      `${name}-alerts`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: proxyReleaseName, namespace, labels: { ...objectLabels("proxy"), ...serviceMonitorLabels } },
        spec: { groups: [{ name: proxyReleaseName, rules: proxyAlerts(replicas) }] },
      },
      { parent: this },
    );
  }

  private credentials(name: string, args: OAuth2ProxyArgs, settings: ProxySettings): kubernetes.core.v1.Secret {
    const cookieSecret = new random.RandomBytes(
      `${name}-cookie-secret`,
      { length: 32, keepers: { rotation: settings.rotation } },
      { parent: this },
    );
    return new kubernetes.core.v1.Secret(
      `${name}-credentials`,
      {
        metadata: { name: credentialsSecretName, namespace: args.namespace, labels: objectLabels("proxy") },
        stringData: {
          "client-id": args.clientId,
          "client-secret": pulumi.secret(args.clientSecret),
          "cookie-secret": cookieSecret.base64.apply(cookieSecretFromBase64),
        },
      },
      { parent: this },
    );
  }
}

/** Only this one annotation is unknown in a preview before the authorities were read; a reviewer sees all the rest. */
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
 * What the release waits for. The comparison is a dependency and no part of the values, which would be unknown in the
 * first preview of a realm that is yet to be created.
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
