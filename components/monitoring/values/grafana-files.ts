import type { HelmValue, ValueLeaf } from "../../helm/values";
import type { ValueForm } from "./form";
import { textsOf } from "./texts";

/** Names of files and folders become paths of mounts, keys of the ConfigMap with `grafana.ini`, and words of a script. */
const fileName = /^[A-Za-z0-9][\w-]*\.ya?ml$/;
const folderName = /^[A-Za-z0-9][\w-]*$/;
const dashboardName = /^[A-Za-z0-9][\w -]*$/;
const path = /^\/(var\/lib\/grafana|tmp)(\/[A-Za-z0-9][\w.-]*)*\/?$/;

/** What is harmless below `grafana.dashboards.<provider>.<name>`: the chart writes it into a shell script. */
const dashboardFields: Readonly<Record<string, (value: HelmValue) => boolean>> = {
  json: (value) => typeof value === "string",
  gnetId: isWholeNumber,
  revision: isWholeNumber,
  b64content: (value) => typeof value === "boolean",
  // Between double quotes.
  url: (value) => typeof value === "string" && /^https?:\/\/[\w.:/~%+,;=@?&#-]+$/.test(value),
  // Between single quotes, in an expression of sed.
  datasource: (value) => textsOf(value).every((text) => /^[\w ${}.()-]*$/.test(text)),
};

function isWholeNumber(value: HelmValue): boolean {
  return typeof value === "number" ? Number.isInteger(value) : typeof value === "string" && /^\d+$/.test(value);
}

export const fileForms: readonly ValueForm[] = [
  {
    paths: ["grafana datasources|alerting|notifiers * **"],
    valueClass: "executes",
    expected: 'a file name such as "datasources.yaml"',
    accepts: ({ path: keys }) => fileName.test(keys[2] ?? ""),
  },
  {
    paths: ["grafana dashboardProviders * **"],
    valueClass: "executes",
    expected:
      'a file name such as "dashboardproviders.yaml", and providers of which options.path is below /var/lib/grafana or /tmp',
    accepts: ({ path: keys, value }) =>
      fileName.test(keys[2] ?? "") && optionPaths(value, keys.at(-1)).every((text) => path.test(text)),
  },
  {
    paths: ["grafana dashboards **"],
    valueClass: "executes",
    expected: `dashboards.<provider>.<name> with ${Object.keys(dashboardFields).join(", ")}, without characters that a shell interprets`,
    accepts: acceptsDashboard,
  },
  {
    paths: ["grafana dashboardsConfigMaps *"],
    valueClass: "executes",
    expected: "a provider's name and the name of a ConfigMap",
    accepts: ({ path: keys, value }) =>
      folderName.test(keys[2] ?? "") && typeof value === "string" && /^[a-z0-9.-]+$/.test(value),
  },
  {
    paths: ["grafana sidecar dashboards folder"],
    valueClass: "executes",
    expected: "a folder below /tmp",
    accepts: ({ value }) => typeof value === "string" && /^\/tmp(\/[A-Za-z0-9][\w.-]*)+$/.test(value),
  },
];

function acceptsDashboard({ path: keys, value }: ValueLeaf): boolean {
  const [, , provider = "", name = "", field = "", ...below] = keys;
  const isField = Object.hasOwn(dashboardFields, field) && dashboardFields[field]?.(value) === true;
  return folderName.test(provider) && dashboardName.test(name) && below.length === 0 && isField;
}

/** Every `path` in the options of providers. */
function optionPaths(value: HelmValue, key = ""): string[] {
  if (key === "path") {
    return [typeof value === "string" ? value : JSON.stringify(value)];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, below]) => optionPaths(below, name))
    : [];
}
