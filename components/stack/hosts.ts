import type { MonitoringSsoArgs } from "./args";
import { hostName } from "../validation/names";
import type { Problem } from "../validation/problem";

/** Built-in applications stand before the user's own in the list that is checked. */
const builtInApplications = ["prometheus", "alertmanager"] as const;

/** A host and the key under which the user wrote it. */
interface WrittenHost {
  readonly path: string;
  readonly host: string;
}

/** What is wrong with each host by itself. Whether two applications share one is for `checkApplications` to say. */
export function checkHosts(args: MonitoringSsoArgs): Problem[] {
  return [
    ...checkForm({ path: "host", host: args.host }),
    ...ownHosts(args).flatMap((own) => [...checkForm(own), ...checkOwn(own, args)]),
    ...checkGrafanaHost(args),
  ];
}

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

function checkForm({ path, host }: WrittenHost): Problem[] {
  return hostName.pattern.test(host)
    ? []
    : [{ path, value: host, expected: "a host name in lower case, without scheme, port or path" }];
}

function checkOwn({ path, host }: WrittenHost, { host: sharedHost, keycloak }: MonitoringSsoArgs): Problem[] {
  if (host === sharedHost) {
    const fix = "leave it out: the application is then served under a path of the shared host";
    return [{ path, value: host, expected: "a host other than the shared one", fix }];
  }
  // Our routes stand above those of others: Keycloak itself would be behind the sign-in.
  return host === URL.parse(keycloak.url)?.hostname
    ? [{ path, value: host, expected: "a host other than Keycloak's" }]
    : [];
}

function checkGrafanaHost({ monitoring = {} }: MonitoringSsoArgs): Problem[] {
  const { hosts = {}, existing, grafana } = monitoring;
  return hosts.grafana === undefined || (existing === undefined && grafana?.enabled !== false)
    ? []
    : [
        {
          path: "monitoring.hosts.grafana",
          value: hosts.grafana,
          expected: "no host where this stack installs no Grafana",
          fix: "remove it",
        },
      ];
}

/** What a room says of a host that `checkHosts` has refused already, under a key that the user never wrote. */
export function isEchoOfHost({ path }: Problem): boolean {
  return /(\.host|\.(h|otherH)osts\[\d+\]|\.rootUrl)$|^access\.applications\[[01]\]/.test(path);
}

/**
 * The key as the user's file has it: their first application is number 0 there and number 2 in the list that is checked,
 * and of the built-in ones it says where they are.
 */
export function asWritten(problem: Problem): Problem {
  const path = problem.path
    .replace(/^settings\.passthroughApplications\[0\]\.host$/, "monitoring.hosts.grafana")
    .replace(/^access\.applications\[([01])\]\.(host|service\.name)$/, (_, index: string, key: string) => {
      const name = builtInApplications[Number(index)] ?? "";
      return key === "host" ? `monitoring.hosts.${name}` : `monitoring.existing.${name}Service`;
    })
    .replace(
      /^access\.applications\[(\d+)\]/,
      (_, index: string) => `access.applications[${Number(index) - builtInApplications.length}]`,
    );
  return { ...problem, path };
}
