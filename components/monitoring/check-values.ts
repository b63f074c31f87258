import { type HelmValue, type HelmValues, valueAt, valueLeaves } from "../helm/values";
import type { Problem } from "../validation/problem";
import { monitoringFixed } from "./chart-values";
import type { MonitoringSettings } from "./settings";

/** Flags that would override what this stack manages in `prometheusSpec`. */
const forbiddenFlags = ["web.enable-lifecycle", "web.enable-admin-api", "web.route-prefix", "web.external-url"];

/**
 * Reports overrides that would have no effect, instead of dropping them silently.
 * @param path where the override is in the configuration
 */
export function checkMonitoringValues(settings: MonitoringSettings, path: string): Problem[] {
  const { values } = settings;
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
            expected: `${JSON.stringify(value)}, which this stack manages`,
            fix: "remove the override: access control depends on it",
          },
        ];
  });
}

/** A user could put a client secret there by mistake. */
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
        ? [
            {
              path: `${path}.${keys.join(".")}[${index}]`,
              value: name,
              expected: "a flag that this stack does not manage",
            },
          ]
        : [];
    });
  });
}

function flagName(flag: HelmValue): string | undefined {
  return typeof flag === "object" && flag !== null && "name" in flag && typeof flag.name === "string"
    ? flag.name
    : undefined;
}

/** Without the settings of its sign-in, Grafana would accept its default administrator. */
function checkGrafana({ values, grafana }: MonitoringSettings, path: string): Problem[] {
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
