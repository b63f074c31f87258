import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartName } from "../../versions";
import { chartRelease } from "../helm/chart-source";
import type { HelmValues } from "../helm/values";
import { settle } from "../validation/settle";
import { crdsValues, monitoringValues } from "./chart-values";
import { monitoring } from "./check";
import { createGrafanaCredentials } from "./grafana-credentials";
import { kubeletServiceArgs } from "./kubelet-service";
import {
  alertmanagerService,
  crdsReleaseName,
  grafanaService,
  monitoringReleaseName,
  prometheusService,
  type ServiceReference,
} from "./service-names";
import type { MonitoringSettings, MonitoringStackArgs } from "./settings";
import { uncheckedWarnings } from "./unchecked-values";

/**
 * Prometheus and Alertmanager, and optionally Grafana, by kube-prometheus-stack: served under their base paths, and not
 * exposed. Needs Kubernetes 1.30 or later.
 */
export class MonitoringStack extends pulumi.ComponentResource {
  /** Service of Prometheus. */
  public readonly prometheus: ServiceReference = prometheusService;
  /** Service of Alertmanager. */
  public readonly alertmanager: ServiceReference = alertmanagerService;
  /** Service of Grafana; absent without Grafana. */
  public readonly grafana?: ServiceReference;
  /**
   * The release of the custom resource definitions. Everything that creates a ServiceMonitor or PrometheusRule must depend on
   * it, including other charts' releases.
   */
  public readonly definitions: kubernetes.helm.v3.Release;

  constructor(name: string, args: MonitoringStackArgs, opts?: pulumi.ComponentResourceOptions) {
    const { grafanaClientSecret: clientSecret } = args;
    // The engine keeps a component's inputs in the state, where a plain string would be in clear.
    const secret = clientSecret === undefined ? {} : { grafanaClientSecret: pulumi.secret(clientSecret) };
    super("monitoring-sso:index:MonitoringStack", name, { ...args, ...secret }, opts);
    const settings = settle(args, monitoring, this);
    for (const warning of uncheckedWarnings(settings.uncheckedValues)) {
      void pulumi.log.warn(warning, this);
    }
    const child = { parent: this };
    const crds = { releaseName: crdsReleaseName, values: crdsValues(settings) };
    this.definitions = createRelease(name, "prometheus-operator-crds", { ...settings, ...crds }, child);
    const dependsOn: pulumi.Resource[] = [
      this.definitions,
      new kubernetes.core.v1.Service(`${name}-kubelet`, kubeletServiceArgs(), child),
    ];
    if (settings.grafana !== undefined && clientSecret !== undefined) {
      const { namespace } = settings;
      dependsOn.push(createGrafanaCredentials(name, { namespace, clientSecret }, child));
      this.grafana = grafanaService;
    }
    const stack = { releaseName: monitoringReleaseName, values: monitoringValues(settings) };
    createRelease(name, "kube-prometheus-stack", { ...settings, ...stack }, { ...child, dependsOn });
    this.registerOutputs({
      prometheus: this.prometheus,
      alertmanager: this.alertmanager,
      grafana: this.grafana,
      definitions: this.definitions,
    });
  }
}

interface ReleaseSettings extends Pick<MonitoringSettings, "namespace" | "charts"> {
  readonly releaseName: string;
  readonly values: HelmValues;
}

function createRelease(
  name: string,
  chart: ChartName,
  { namespace, charts, releaseName, values }: ReleaseSettings,
  opts: pulumi.CustomResourceOptions,
): kubernetes.helm.v3.Release {
  return new kubernetes.helm.v3.Release(
    `${name}-${chart}`,
    {
      ...chartRelease(charts, chart),
      name: releaseName,
      namespace,
      values,
      timeout: 600,
      // Each revision of these two is half a megabyte of Secret.
      maxHistory: 3,
    },
    { ...opts, deleteBeforeReplace: true },
  );
}
