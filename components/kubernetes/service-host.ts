/** DNS domain of nearly every cluster. The names below are built with it. */
const clusterDomain = "cluster.local";

/** Fully qualified DNS name of a Service. */
export function serviceHost(service: string, namespace: string): string {
  return `${service}.${namespace}.svc.${clusterDomain}`;
}
