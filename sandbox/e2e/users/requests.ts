/** Requests that several suites send: one path of each kind, the same wherever it is asked for. */

/** A page of Prometheus that a viewer may see. */
export const graphPage = "/prometheus/classic/graph";
/** A read of Prometheus' API that a viewer may do. */
export const prometheusQuery = "/prometheus/api/v1/query?query=up";
/** A read of Alertmanager's API that a viewer may do. */
export const alertsPath = "/alertmanager/api/v2/alerts";
export const silencesPath = "/alertmanager/api/v2/silences";

export const json = { accept: "application/json", "content-type": "application/json" };

/** A query in the body, as Grafana sends it; for `/prometheus/api/v1/query`. */
export const postedQuery = {
  method: "POST",
  body: "query=up",
  headers: { "content-type": "application/x-www-form-urlencoded" },
};

/** Creates a silence of one minute for an alert that does not exist. */
export function createSilence(): { method: string; headers: Record<string, string>; body: string } {
  const silence = {
    matchers: [{ name: "alertname", value: "EndToEndTest", isRegex: false, isEqual: true }],
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 60_000).toISOString(),
    createdBy: "end-to-end test",
    comment: "whether this user may silence alerts",
  };
  return { method: "POST", headers: json, body: JSON.stringify(silence) };
}
