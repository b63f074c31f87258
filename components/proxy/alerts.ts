import { proxyReleaseName } from "../proxy-contract/service";

/** A rule of a PrometheusRule object. */
interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning" };
  readonly annotations: Readonly<Record<"summary" | "description" | "runbook", string>>;
}

/** The runbook that the alerts refer to. */
const runbook = "docs/runbooks.md";

/** Prometheus names the job after the Service that it scrapes. */
const job = `job="${proxyReleaseName}"`;

/** Alerts that fire before users notice that sign-in is broken. */
export function proxyAlerts(replicas: number): AlertRule[] {
  return [
    alert("OAuth2ProxyDown", "critical", {
      expr: `absent(up{${job}} == 1)`,
      after: "3m",
      summary: "Nobody can sign in to monitoring",
      description: "No pod of oauth2-proxy answers. The applications reject every request.",
    }),
    ...(replicas < 2
      ? []
      : [
          alert("OAuth2ProxyDegraded", "warning", {
            expr: `count(up{${job}} == 1) < ${replicas}`,
            after: "15m",
            summary: "oauth2-proxy runs fewer pods than configured",
            description: "Sign-in still works; losing another pod may break it.",
          }),
        ]),
    alert("OAuth2ProxyErrors", "critical", {
      expr: `sum(rate(oauth2_proxy_requests_total{${job},code=~"5.."}[5m])) / sum(rate(oauth2_proxy_requests_total{${job}}[5m])) > 0.05`,
      after: "5m",
      summary: "oauth2-proxy returns errors",
      description: "More than 5 % of requests fail: the session store or Keycloak is probably unreachable.",
    }),
  ];
}

function alert(
  name: string,
  severity: AlertRule["labels"]["severity"],
  { expr, after, summary, description }: { expr: string; after: string; summary: string; description: string },
): AlertRule {
  return {
    alert: name,
    expr,
    for: after,
    labels: { severity },
    annotations: { summary, description, runbook: `${runbook}#${name.toLowerCase()}` },
  };
}
