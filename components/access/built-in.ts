import type { AccessRule, Application } from "./application";
import type { CompositeRole } from "./roles";

/** The rules of the built-in applications. A constant object with a type of the same name, as `ProxyMode` is. */
export const AccessProfile = {
  /** Viewers read, editors silence, admins administer. Needs an edge that matches methods. */
  Split: "split",
  /** The role `monitoring` grants access to both applications for every method. ingress-nginx can express it. */
  SingleRole: "single-role",
} as const;
export type AccessProfile = (typeof AccessProfile)[keyof typeof AccessProfile];

/** The one role that covers day-to-day use, in both profiles. */
export const monitoringRole = "monitoring";

/** Location and Service of a built-in application. */
export type BuiltInLocation = Pick<Application, "service" | "host" | "basePath">;

const reading = ["GET", "HEAD", "OPTIONS"] as const;

/**
 * Profiles and heap dumps of the process, which expose its command line and memory. Denied to every user.
 * @see https://prometheus.io/docs/operating/security/
 */
const debugEndpoints = ["/debug/*"];

/** Prometheus answers these reads to POST as well, because a query can be longer than a URL may be. */
const prometheusQueryEndpoints = [
  "/api/v1/query",
  "/api/v1/query_range",
  "/api/v1/query_exemplars",
  "/api/v1/series",
  "/api/v1/labels",
  "/api/v1/format_query",
  "/api/v1/parse_query",
];

/** Deletes series, creates snapshots, reloads and stops. The admin API is off, and this stack never enables it. */
const prometheusAdminEndpoints = ["/api/v1/admin/*", "/-/reload", "/-/quit"];

/** Ingestion and remote read, which no user needs through the edge. */
const prometheusIngestionEndpoints = ["/api/v1/write", "/api/v1/read", "/api/v1/otlp/*"];

/**
 * `single-role` denies these paths with everything below them: Traefik's ingress-nginx provider ranks an exact path below
 * the prefix around it, which would grant what the exact path denies (3.7.13).
 */
const belowEach = (paths: readonly string[]): string[] =>
  paths.map((path) => (path.endsWith("/*") ? path : `${path}/*`));

/** Rules are method first, so that a path trick such as `/-%2freload` can only lose rights. */
const prometheusRules: Record<AccessProfile, readonly AccessRule[]> = {
  split: [
    { paths: debugEndpoints, require: "deny" },
    { paths: ["/*"], methods: reading, require: { role: "prometheus-viewer" } },
    { paths: prometheusQueryEndpoints, methods: ["POST"], require: { role: "prometheus-viewer" } },
    { paths: prometheusAdminEndpoints, methods: ["POST", "PUT"], require: { role: "prometheus-admin" } },
  ],
  "single-role": [
    {
      paths: belowEach([...debugEndpoints, ...prometheusAdminEndpoints, ...prometheusIngestionEndpoints]),
      require: "deny",
    },
    { paths: ["/*"], require: { role: monitoringRole } },
  ],
};

const alertmanagerRules: Record<AccessProfile, readonly AccessRule[]> = {
  split: [
    { paths: debugEndpoints, require: "deny" },
    { paths: ["/*"], methods: reading, require: { role: "alertmanager-viewer" } },
    { paths: ["/api/v2/silences"], methods: ["POST"], require: { role: "alertmanager-editor" } },
    { paths: ["/api/v2/silence/*"], methods: ["DELETE"], require: { role: "alertmanager-editor" } },
  ],
  "single-role": [
    // Posting alerts has the same path as reading them: without methods the role grants both.
    { paths: belowEach([...debugEndpoints, "/-/reload"]), require: "deny" },
    { paths: ["/*"], require: { role: monitoringRole } },
  ],
};

/** Prometheus: pages and queries for viewers, administration for admins; the rest is denied. */
export function prometheusApplication(profile: AccessProfile, placement: BuiltInLocation): Application {
  return { name: "prometheus", ...placement, apiPaths: ["/api/*"], rules: prometheusRules[profile] };
}

/** Alertmanager: pages for viewers, silences for editors. Posting alerts is denied: Prometheus does so inside the cluster. */
export function alertmanagerApplication(profile: AccessProfile, placement: BuiltInLocation): Application {
  return { name: "alertmanager", ...placement, apiPaths: ["/api/*"], rules: alertmanagerRules[profile] };
}

/** Roles that contain others. In `single-role` the role `monitoring` contains none. */
export const compositeRoles: Record<AccessProfile, readonly CompositeRole[]> = {
  split: [{ name: monitoringRole, contains: ["prometheus-viewer", "alertmanager-viewer", "alertmanager-editor"] }],
  "single-role": [],
};
