import { checkChartSource } from "../helm/chart-source";
import { checkVolume } from "../kubernetes/volume-size";
import { checkSessionExpire } from "../proxy-contract/session-expire";
import { checkText } from "../validation/check";
import { type Keys, ownKeys } from "../validation/keys";
import { dnsLabel, hostName, presentText } from "../validation/names";
import { type Checked, type Problem, rejected, unlessProblems } from "../validation/problem";
import { checkMonitoringValues } from "./check-values";
import { prometheusDuration } from "./defaults";
import { type MonitoringSettings, type MonitoringStackArgs, resolveMonitoring } from "./settings";

type HostArgs = Pick<MonitoringStackArgs, "hosts" | "retention" | "storage">;

/** What is wrong with the arguments that a user of the whole stack sets too, except values. */
export function checkMonitoringShape(
  { hosts = {}, retention, storage }: HostArgs,
  keys: Keys<HostArgs> = ownKeys,
): Problem[] {
  return [
    ...(["prometheus", "alertmanager", "grafana"] as const).flatMap((application) =>
      checkText(hosts[application], hostName, `${keys("hosts")}.${application}`),
    ),
    ...checkText(retention, prometheusDuration, keys("retention")),
    ...checkVolume(storage, keys("storage")),
  ];
}

function checkShape(args: MonitoringStackArgs): Problem[] {
  const secret: Problem = { path: "grafanaClientSecret", expected: "the secret of Grafana's Keycloak client" };
  return [
    ...checkText(args.namespace, dnsLabel, "namespace"),
    ...checkText(args.host, hostName, "host"),
    ...checkMonitoringShape(args),
    ...checkText(args.grafana?.clientId, presentText, "grafana.clientId"),
    ...checkSessionExpire(args.grafana?.sessionExpire, "grafana.sessionExpire"),
    ...(args.grafana !== undefined && args.grafanaClientSecret === undefined ? [secret] : []),
    ...checkChartSource(args.charts ?? {}, "charts"),
  ];
}

/** Values depend on what the stack manages, and so on the settings. */
export function monitoring(args: MonitoringStackArgs): Checked<MonitoringSettings> {
  const shape = checkShape(args);
  if (shape.length > 0) {
    return rejected(shape);
  }
  const settings = resolveMonitoring(args);
  return unlessProblems(checkMonitoringValues(settings, ownKeys), () => settings);
}
