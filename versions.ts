/**
 * Every chart this stack installs, pinned. A pin changes only here, with its reason; the chart decides the images.
 * The application version is what the sandbox and the contract tests are held to.
 */
export interface ChartPin {
  /** Chart version, exactly. */
  readonly version: string;
  /** Version of the software the chart installs by default. */
  readonly appVersion: string;
  /** Upstream chart repository. */
  readonly repository: string;
}

export const charts = {
  /** CRDs as templates, so that an upgrade upgrades them; Helm never upgrades a chart's `crds/` folder. */
  "prometheus-operator-crds": {
    version: "31.0.1", // the operator version of kube-prometheus-stack 88.5.3
    appVersion: "v0.93.1",
    repository: "https://prometheus-community.github.io/helm-charts",
  },
  "kube-prometheus-stack": {
    version: "88.5.3", // newest whose value paths and names the contract test has been distilled from
    appVersion: "v0.93.1",
    repository: "https://prometheus-community.github.io/helm-charts",
  },
  "oauth2-proxy": {
    version: "10.7.0", // first with neither Bitnami Redis nor its alias
    appVersion: "7.15.3",
    repository: "https://oauth2-proxy.github.io/manifests",
  },
  valkey: {
    version: "0.11.0", // official chart, BSD-3 server, restricted pods by default
    appVersion: "9.1.1",
    repository: "https://valkey.io/valkey-helm/",
  },
} as const satisfies Record<string, ChartPin>;

export type ChartName = keyof typeof charts;

/**
 * oauth2-proxy itself, pinned apart from its chart, because older patches are vulnerable here: 7.15.2 closed two critical
 * authentication bypasses (CVE-2026-40575, GHSA-5hvv-m4w4-gf6v). Up to 7.15.4 a link to the callback made the proxy log
 * the session cookie of whoever followed it (GHSA-hhqp-vx7f-5c6m). The leading `v` matters: the chart compares the tag as
 * a string.
 */
export const oauth2ProxyImageTag = "v7.15.6";
