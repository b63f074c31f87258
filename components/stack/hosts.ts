import { checkText } from "../validation/check";
import { hostName } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { MonitoringSsoArgs } from "./args";

/** A host and the key under which the user wrote it. */
interface WrittenHost {
  readonly path: string;
  readonly host: string;
}

/** What is wrong with each host by itself. `checkApplications` reports two applications on one host. */
export function checkHosts(args: MonitoringSsoArgs): Problem[] {
  return [
    ...checkText(args.host, hostName, "host"),
    ...checkSharedHost(args),
    ...ownHosts(args).flatMap((own) => checkOwnHost(own, args)),
    ...checkGrafanaHost(args),
  ];
}

/** Every application of the shared host would be of the same origin as the login page and the administration console. */
function checkSharedHost({ host, keycloak }: MonitoringSsoArgs): Problem[] {
  return isKeycloaks(host, keycloak.url)
    ? [{ path: "host", value: host, expected: "a host other than Keycloak's" }]
    : [];
}

function isKeycloaks(host: string, keycloakUrl: string): boolean {
  return host === URL.parse(keycloakUrl)?.hostname;
}

/** The hosts of applications that have their own. */
function ownHosts({ access, monitoring }: MonitoringSsoArgs): WrittenHost[] {
  const { prometheus, alertmanager, grafana } = monitoring?.hosts ?? {};
  const written = [
    { path: "monitoring.hosts.prometheus", host: prometheus },
    { path: "monitoring.hosts.alertmanager", host: alertmanager },
    { path: "monitoring.hosts.grafana", host: grafana },
    ...(access?.applications ?? []).map(({ host }, index) => ({ path: `access.applications[${index}].host`, host })),
  ];
  return written.flatMap(({ path, host }) => (host === undefined ? [] : [{ path, host }]));
}

function checkOwnHost({ path, host }: WrittenHost, { host: sharedHost, keycloak }: MonitoringSsoArgs): Problem[] {
  if (host === sharedHost) {
    const fix = "remove it: the application is then served under a path of the shared host";
    return [{ path, value: host, expected: "a host other than the shared one", fix }];
  }
  // Our routes win over those of others: Keycloak itself would be behind the sign-in.
  return isKeycloaks(host, keycloak.url) ? [{ path, value: host, expected: "a host other than Keycloak's" }] : [];
}

function checkGrafanaHost({ monitoring = {} }: MonitoringSsoArgs): Problem[] {
  const { hosts = {}, existing, grafana } = monitoring;
  return hosts.grafana === undefined || (existing === undefined && grafana?.enabled !== false)
    ? []
    : [
        {
          path: "monitoring.hosts.grafana",
          value: hosts.grafana,
          expected: "no host, because this stack installs no Grafana",
          fix: "remove it",
        },
      ];
}
