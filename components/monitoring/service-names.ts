/** Names that follow from the release names; the contract test holds them against the charts. */
export const monitoringReleaseName = "kube-prometheus-stack";
export const crdsReleaseName = "prometheus-operator-crds";

/** A Service of the stack's namespace. */
export interface ServiceReference {
  readonly name: string;
  readonly port: number;
}

export const prometheusService: ServiceReference = { name: `${monitoringReleaseName}-prometheus`, port: 9090 };
export const alertmanagerService: ServiceReference = { name: `${monitoringReleaseName}-alertmanager`, port: 9093 };
export const grafanaService: ServiceReference = { name: `${monitoringReleaseName}-grafana`, port: 80 };

/** The Service that the operator makes for the kubelets, outside of the release. */
export const kubeletService = { name: `${monitoringReleaseName}-kubelet`, namespace: "kube-system" } as const;

/** Secret with Grafana's administrator, client secret and metrics credentials. */
export const grafanaSecretName = "grafana-credentials";
