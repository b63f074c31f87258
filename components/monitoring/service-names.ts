/** Names that follow from the release names. The contract test compares them with the charts. */
export const monitoringReleaseName = "kube-prometheus-stack";
export const crdsReleaseName = "prometheus-operator-crds";

/** A Service of the stack's namespace. */
export interface ServiceReference {
  /** Name of the Service. */
  name: string;
  /** Port of the Service. */
  port: number;
}

export const prometheusService: ServiceReference = { name: `${monitoringReleaseName}-prometheus`, port: 9090 };
export const alertmanagerService: ServiceReference = { name: `${monitoringReleaseName}-alertmanager`, port: 9093 };
export const grafanaService: ServiceReference = { name: `${monitoringReleaseName}-grafana`, port: 80 };

/** The Service of the kubelets, which the operator would create outside of the release. */
export const kubeletService = { name: `${monitoringReleaseName}-kubelet`, namespace: "kube-system" } as const;

/** Secret with Grafana's administrator, client secret and metrics credentials. */
export const grafanaSecretName = "grafana-credentials";
