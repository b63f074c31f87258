import { caKey } from "../tls/defaults";

/** Mount paths in the proxy's pod, below one folder of our own: the chart uses `/etc/oauth2_proxy`. */
const root = "/etc/monitoring-sso";

export const mountPaths = {
  credentials: `${root}/credentials`,
  ca: `${root}/ca`,
  sessionCa: `${root}/session-ca`,
  pages: `${root}/pages`,
} as const;

/** File below the CA mounts, whatever the key in the Secret. */
export const caFile = caKey;

/** The Secret that is mounted at `mountPaths.credentials`, one file per key. */
export const credentials = {
  secretName: "oauth2-proxy-credentials",
  keys: { clientId: "client-id", clientSecret: "client-secret", cookieSecret: "cookie-secret" },
} as const;
