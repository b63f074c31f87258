import { readFileSync } from "node:fs";
import { join } from "node:path";
import { proxyAlerts } from "../../components/proxy/alerts";

describe("the proxy's alerts", () => {
  it("each link to their runbook", () => {
    const runbooks = readFileSync(join(__dirname, "..", "..", "docs", "runbooks.md"), "utf8");
    for (const { alert, annotations } of proxyAlerts(2)) {
      expect(runbooks).toContain(`\n## ${alert}\n`);
      expect(annotations.runbook).toBe(`docs/runbooks.md#${alert.toLowerCase()}`);
    }
  });

  it("compare the number of pods with the replicas, if there are several", () => {
    const degraded = (replicas: number): string | undefined =>
      proxyAlerts(replicas).find(({ alert }) => alert === "OAuth2ProxyDegraded")?.expr;
    expect(degraded(3)).toBe('count(up{job="oauth2-proxy"} == 1) < 3');
    expect(degraded(1)).toBeUndefined();
  });
});
