import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { objectLabels } from "../kubernetes/labels";
import { grafanaSecretName } from "./service-names";

export interface GrafanaCredentialsArgs {
  readonly namespace: string;
  /** Secret of Grafana's Keycloak client. */
  readonly clientSecret: pulumi.Input<string>;
}

/** Creates Grafana's Secret: its administrator, its client secret, and the credentials for its metrics. */
export function createGrafanaCredentials(
  name: string,
  { namespace, clientSecret }: GrafanaCredentialsArgs,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Secret {
  const password = (role: string): pulumi.Output<string> =>
    new random.RandomPassword(`${name}-grafana-${role}-password`, { length: 32, special: false }, opts).result;
  return new kubernetes.core.v1.Secret(
    `${name}-grafana-credentials`,
    {
      metadata: { name: grafanaSecretName, namespace, labels: objectLabels("monitoring") },
      stringData: {
        // For the sidecars, which make Grafana reload; users sign in at Keycloak.
        "admin-user": "admin",
        "admin-password": password("admin"),
        "client-secret": pulumi.secret(clientSecret),
        "metrics-username": "prometheus",
        "metrics-password": password("metrics"),
      },
    },
    opts,
  );
}
