/** Where things are mounted in the proxy's pod. Below one folder of our own: the chart uses `/etc/oauth2_proxy`. */
const root = "/etc/monitoring-sso";

export const mountPaths = {
  credentials: `${root}/credentials`,
  ca: `${root}/ca`,
  sessionCa: `${root}/session-ca`,
  pages: `${root}/pages`,
} as const;

/** Names of files below the mounts; the Secrets' own keys do not matter there. */
export const caFile = "ca.crt";
