import { matchesPath, pathPattern } from "./pattern";

/** Why the stack manages a value, and what to set instead. */
const fixes = (
  [
    ["crds **", "remove it: a release of its own installs the definitions"],
    ["grafana enabled", "set grafana.enabled in the monitoring block, which configures its sign-in"],
    ["grafana admin **", "remove it: the stack generates Grafana's administrator"],
    ["grafana rbac **", "remove it: Grafana may read ConfigMaps of the stack's namespace only"],
    [
      "grafana sidecar ** searchNamespace|resource",
      "remove it: Grafana may read ConfigMaps of the stack's namespace only",
    ],
    ["grafana extraSecretMounts", "remove it: Grafana reads the secret of its Keycloak client from there"],
    ["grafana grafana.ini server **", "remove it, and set host or monitoring.hosts"],
    ["grafana grafana.ini auth.* **", "remove it: the stack configures Grafana's sign-in at Keycloak"],
    ["** externalUrl|routePrefix", "remove it, and set host or monitoring.hosts"],
    ["** ingress|route **", "remove it: the stack's edge exposes the applications, behind sign-in"],
    [
      "prometheusOperator admissionWebhooks **",
      "remove it: the webhook is off, because the network policies would block it",
    ],
    ["prometheusOperator tls **", "remove it: without the webhook, there is no certificate"],
    ["prometheusOperator *InstanceNamespaces", "remove it: a second operator could change the same pods"],
    [
      "** fullnameOverride|nameOverride|namespaceOverride",
      "remove it: routes, network policies and data sources rely on the name",
    ],
    ["cleanPrometheusOperatorObjectNames", "remove it: routes, network policies and data sources rely on the name"],
    ["** service **", "remove it: routes, network policies and data sources rely on the port"],
  ] as const
).map(([pattern, fix]) => ({ pattern: pathPattern(pattern), fix }));

/** What to do about an override of a value that the stack manages. */
export function managedFix(path: readonly string[]): string {
  const fix = fixes.find(({ pattern }) => matchesPath(pattern, path))?.fix;
  return fix ?? "remove the override: access control depends on it";
}
