import { type HelmValue, type HelmValues, valueAt, valueLeaves } from "../helm/values";
import type { Problem } from "../validation/problem";
import type { MonitoringStackBaseArgs } from "./settings";
import { monitoringFixed } from "./chart-values";

/** Flags that would open again what `prometheusSpec` keeps shut. */
const forbiddenFlags = ["web.enable-lifecycle", "web.enable-admin-api", "web.route-prefix", "web.external-url"];

/**
 * Says which override would have no effect, instead of dropping it without a word.
 * @param path where the override stands in the configuration
 */
export function checkMonitoringValues(settings: MonitoringStackBaseArgs, path: string): Problem[] {
  const { values = {} } = settings;
  return [
    ...checkFixed(values, monitoringFixed(settings), path),
    ...checkFlags(values, path),
    ...checkGrafana(settings, path),
  ];
}

function checkFixed(values: HelmValues, fixed: HelmValues, path: string): Problem[] {
  return valueLeaves(fixed).flatMap(({ path: keys, value }) => {
    const override = valueAt(values, keys);
    return override === undefined || JSON.stringify(override) === JSON.stringify(value)
      ? []
      : [
          {
            path: `${path}.${keys.join(".")}`,
            ...(isSecret(keys) ? {} : { value: override }),
            expected: `what this stack sets, ${JSON.stringify(value)}`,
            fix: "remove it; the sign-in rests on it",
          },
        ];
  });
}

/** A plain client secret is what somebody would put there by mistake. */
function isSecret(keys: readonly string[]): boolean {
  return /secret|password/i.test(keys.at(-1) ?? "");
}

function checkFlags(values: HelmValues, path: string): Problem[] {
  return ["prometheus", "alertmanager"].flatMap((application) => {
    const keys = [application, `${application}Spec`, "additionalArgs"];
    const flags = valueAt(values, keys);
    return (Array.isArray(flags) ? (flags as readonly HelmValue[]) : []).flatMap((flag, index) => {
      const name = flagName(flag);
      return name !== undefined && forbiddenFlags.includes(name)
        ? [{ path: `${path}.${keys.join(".")}[${index}]`, value: name, expected: "a flag that this stack leaves open" }]
        : [];
    });
  });
}

function flagName(flag: HelmValue): string | undefined {
  return typeof flag === "object" && flag !== null && "name" in flag && typeof flag.name === "string"
    ? flag.name
    : undefined;
}

/** Grafana without the settings of its sign-in would be open to its default administrator. */
function checkGrafana({ values = {}, grafana }: MonitoringStackBaseArgs, path: string): Problem[] {
  return grafana === undefined && valueAt(values, ["grafana", "enabled"]) === true
    ? [
        {
          path: `${path}.grafana.enabled`,
          value: true,
          expected: "no Grafana without a sign-in",
          fix: "set the grafana block of this stack instead",
        },
      ]
    : [];
}
