import type { AccessRule, Application } from "./application";
import type { CompositeRole } from "./roles";

/**
 * Which rules the built-in applications get.
 *
 * - `split`: viewers read, editors silence, admins administer. Needs an edge that matches methods.
 * - `single-role`: the role `monitoring` opens an application for every method. What ingress-nginx can express.
 */
export type AccessProfile = "split" | "single-role";

/** The role that alone opens everything a person needs from day to day, in both profiles. */
export const monitoringRole = "monitoring";

/** Where a built-in application lives. */
export type BuiltInLocation = Pick<Application, "service" | "host" | "basePath">;

const reading = ["GET", "HEAD", "OPTIONS"] as const;

/**
 * Profiles and heap dumps of the process: they show its command line and memory. Closed for everybody.
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

/** Deleting series and snapshots; answered only when the admin API is switched on, which this stack never does. */
const prometheusAdminEndpoints = ["/api/v1/admin/*", "/-/reload", "/-/quit"];

/** Ingestion, remote read and lifecycle: nothing a person needs through the front door. */
const prometheusMachineEndpoints = ["/api/v1/write", "/api/v1/read", "/api/v1/otlp/*"];

/**
 * In `single-role` these stand with everything below them: Traefik's ingress-nginx provider ranks an exact path behind the
 * prefix around it, which would open what the exact path closes (3.7.11).
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
      paths: belowEach([...debugEndpoints, ...prometheusAdminEndpoints, ...prometheusMachineEndpoints]),
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
    // Posting alerts shares its path with reading them: without methods it stays open to the role.
    { paths: belowEach([...debugEndpoints, "/-/reload"]), require: "deny" },
    { paths: ["/*"], require: { role: monitoringRole } },
  ],
};

/** Prometheus: its pages and queries for viewers, its administration for admins, the rest for nobody. */
export function prometheusApplication(profile: AccessProfile, placement: BuiltInLocation): Application {
  return { name: "prometheus", ...placement, apiPaths: ["/api/*"], rules: prometheusRules[profile] };
}

/** Alertmanager: its pages for viewers, silences for editors, posting alerts for nobody (Prometheus does so inside). */
export function alertmanagerApplication(profile: AccessProfile, placement: BuiltInLocation): Application {
  return { name: "alertmanager", ...placement, apiPaths: ["/api/*"], rules: alertmanagerRules[profile] };
}

/** Roles made of others. In `single-role` the role `monitoring` stands for itself. */
export const compositeRoles: Record<AccessProfile, readonly CompositeRole[]> = {
  split: [{ name: monitoringRole, contains: ["prometheus-viewer", "alertmanager-viewer", "alertmanager-editor"] }],
  "single-role": [],
};
