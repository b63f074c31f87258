/** Location of an application: the base path has no trailing slash, and is empty at the root of the host. */
export interface Location {
  readonly host: string;
  readonly basePath: string;
}

/** Hosts of applications that have their own. */
export interface MonitoringHostsArgs {
  /**
   * Host of Prometheus.
   * @default - the path /prometheus of the shared host
   */
  prometheus?: string;
  /**
   * Host of Alertmanager.
   * @default - the path /alertmanager of the shared host
   */
  alertmanager?: string;
  /**
   * Host of Grafana.
   * @default - the path /grafana of the shared host
   */
  grafana?: string;
}

/** Locations of the built-in applications. */
export type BuiltInLocations = Readonly<Record<keyof MonitoringHostsArgs, Location>>;

/** Each application is under its path of the shared host, or at the root of its own host. */
export function builtInLocations(sharedHost: string, hosts: MonitoringHostsArgs = {}): BuiltInLocations {
  const location = (application: keyof MonitoringHostsArgs): Location => {
    const own = hosts[application];
    return own === undefined ? { host: sharedHost, basePath: `/${application}` } : { host: own, basePath: "" };
  };
  return {
    prometheus: location("prometheus"),
    alertmanager: location("alertmanager"),
    grafana: location("grafana"),
  };
}

/** URL for users, without a trailing slash. */
export function locationUrl({ host, basePath }: Location): string {
  return `https://${host}${basePath}`;
}
