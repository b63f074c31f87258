import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartName } from "../../versions";
import { type ChartSource, chartRelease } from "../helm/chart-source";
import type { HelmValues } from "../helm/values";
import { formatProblems } from "../validation/problem";
import { checkMonitoringValues } from "./check-values";
import { grafanaCredentials } from "./grafana-credentials";
import { kubeletServiceArgs } from "./kubelet-service";
import type { MonitoringStackBaseArgs } from "./settings";
import { crdsValues, monitoringValues } from "./chart-values";
import {
  alertmanagerService,
  crdsReleaseName,
  grafanaService,
  monitoringReleaseName,
  prometheusService,
  type ServiceReference,
} from "./service-names";

export interface MonitoringStackArgs extends MonitoringStackBaseArgs {
  /** Secret of Grafana's Keycloak client; needed with `grafana`. Kept in a Secret, mounted as a file. */
  grafanaClientSecret?: pulumi.Input<string>;
  /**
   * Where the charts come from.
   * @default - the upstream repositories
   */
  chartSource?: ChartSource;
}

/**
 * Prometheus and Alertmanager, and Grafana if asked for, by kube-prometheus-stack: served under their paths, without a
 * door of their own. Needs Kubernetes 1.30 or newer.
 */
export class MonitoringStack extends pulumi.ComponentResource {
  public readonly prometheus: ServiceReference = prometheusService;
  public readonly alertmanager: ServiceReference = alertmanagerService;
  /** Absent without Grafana. */
  public readonly grafana?: ServiceReference;

  /**
   * The release of the custom resource definitions. What creates a ServiceMonitor or PrometheusRule, other charts'
   * releases too, must depend on it.
   */
  public readonly definitions: pulumi.Resource;

  constructor(name: string, args: MonitoringStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:MonitoringStack", name, {}, opts);
    const problems = checkMonitoringValues(args, "monitoring.values");
    if (args.grafana !== undefined && args.grafanaClientSecret === undefined) {
      problems.push({ path: "monitoring.grafanaClientSecret", expected: "the secret of Grafana's Keycloak client" });
    }
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    const child = { parent: this };
    const definitions = { args, values: crdsValues(args), releaseName: crdsReleaseName };
    this.definitions = this.release(name, "prometheus-operator-crds", definitions);
    const dependsOn: pulumi.Resource[] = [
      this.definitions,
      new kubernetes.core.v1.Service(`${name}-kubelet`, kubeletServiceArgs(), child),
    ];
    if (args.grafana !== undefined && args.grafanaClientSecret !== undefined) {
      dependsOn.push(
        grafanaCredentials(name, { namespace: args.namespace, clientSecret: args.grafanaClientSecret }, child),
      );
      this.grafana = grafanaService;
    }
    const values = monitoringValues(args);
    this.release(name, "kube-prometheus-stack", { args, values, releaseName: monitoringReleaseName }, dependsOn);
    this.registerOutputs({ prometheus: this.prometheus, alertmanager: this.alertmanager, grafana: this.grafana });
  }

  private release(
    name: string,
    chart: ChartName,
    { args, values, releaseName }: { args: MonitoringStackArgs; values: HelmValues; releaseName: string },
    dependsOn: pulumi.Resource[] = [],
  ): kubernetes.helm.v3.Release {
    return new kubernetes.helm.v3.Release(
      `${name}-${chart}`,
      {
        ...chartRelease(args.chartSource ?? { type: "upstream" }, chart),
        name: releaseName,
        namespace: args.namespace,
        values,
        timeout: 600,
        // Each revision of these two is half a megabyte of Secret.
        maxHistory: 3,
      },
      { parent: this, dependsOn, deleteBeforeReplace: true },
    );
  }
}
