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

/** Grafana's Secret: its administrator, its client secret, and who may read its metrics. */
export function grafanaCredentials(
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
        // For the side-cars, which tell Grafana to reload; people sign in at Keycloak.
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
