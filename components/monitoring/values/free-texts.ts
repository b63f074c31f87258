import type { HelmValue, ValueLeaf } from "../../helm/values";
import { matchesPath, pathPattern } from "./pattern";
import { textsOf } from "./texts";

/** Texts that the chart quotes, indents or encodes after it has run them as templates, or without running them. */
const freePaths = [
  "additionalPrometheusRulesMap **",
  "alertmanager config|templateFiles **",
  "prometheus prometheusSpec additionalScrapeConfigs|additionalAlertManagerConfigs|additionalAlertRelabelConfigs **",
  "grafana dashboards * * json",
  "kube-state-metrics customResourceState config **",
].map(pathPattern);

/** Lists of objects: the chart inserts the texts of an object itself unquoted, and indents what is below. */
const objectLists = ["additionalPrometheusRules", "prometheus additionalPodMonitors|additionalServiceMonitors"].map(
  pathPattern,
);

/** Texts that the chart indents and then runs as templates, of which the result can have less indentation. */
const multiLinePaths = [
  "prometheus prometheusSpec remoteRead|remoteWrite|additionalRemoteRead|additionalRemoteWrite **",
  "grafana additionalDataSources|additionalDataSourcesString|datasources|alerting|notifiers|dashboardProviders **",
].map(pathPattern);

/** What a text must not contain, because it would continue as another section, field or object; `undefined` if it cannot. */
export function injectionProblem({ path, value }: ValueLeaf): string | undefined {
  const isAt = (patterns: typeof freePaths): boolean => patterns.some((pattern) => matchesPath(pattern, path));
  const checked = isAt(freePaths) ? [] : isAt(objectLists) ? ownTexts(value) : textsOf(value);
  if (isAt(multiLinePaths)) {
    return [...path, ...checked].some(isTemplate) ? "no {{, because the chart runs it as a template" : undefined;
  }
  return [...path, ...checked].some((text) => isTemplate(text) || /[\r\n]/.test(text))
    ? "one line without {{, because templates of the chart insert it unquoted or run it as a template"
    : undefined;
}

function isTemplate(text: string): boolean {
  return text.includes("{{");
}

/** Texts of a list and of its objects, not those below. */
function ownTexts(value: HelmValue): string[] {
  if (!Array.isArray(value)) {
    return textsOf(value);
  }
  return (value as readonly HelmValue[]).flatMap((item) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.entries(item).flatMap(([key, below]) => [
          key,
          ...(typeof below === "object" ? [] : textsOf(below as HelmValue)),
        ])
      : textsOf(item),
  );
}
