/** A rule of a PrometheusRule object. */
interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning" };
  readonly annotations: Readonly<Record<"summary" | "description" | "runbook", string>>;
}

/** Where an operator finds what to do, within this project. */
const runbook = "docs/runbooks.md";

/** The Service's name is the job of what is scraped through it. */
const job = 'job="oauth2-proxy"';

/** What tells that people can no longer sign in, before they do. */
export function proxyAlerts(replicas: number): AlertRule[] {
  return [
    alert("OAuth2ProxyDown", "critical", {
      expr: `absent(up{${job}} == 1)`,
      after: "3m",
      summary: "Nobody can sign in to monitoring",
      description: "No pod of oauth2-proxy answers. The applications stay closed to everybody.",
    }),
    ...(replicas < 2
      ? []
      : [
          alert("OAuth2ProxyDegraded", "warning", {
            expr: `count(up{${job}} == 1) < ${replicas}`,
            after: "15m",
            summary: "oauth2-proxy runs with fewer pods than it should",
            description: "Sign-ins still work; the loss of another pod may end that.",
          }),
        ]),
    alert("OAuth2ProxyErrors", "critical", {
      expr: `sum(rate(oauth2_proxy_requests_total{${job},code=~"5.."}[5m])) / sum(rate(oauth2_proxy_requests_total{${job}}[5m])) > 0.05`,
      after: "5m",
      summary: "oauth2-proxy fails to answer",
      description: "More than one request in twenty fails: the session store or Keycloak is likely out of reach.",
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
