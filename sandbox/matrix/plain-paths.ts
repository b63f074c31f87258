import { type AccessRule, type Application, parsePathPattern } from "../../components/access/index.js";

/** Requested of an application with a rule for all paths, besides the paths of its other rules. */
const usualPaths = ["/", "/graph", "/static/app.js", "/api/v1/write", "/api/v2/alerts", "/-/healthy", "/-/reload"];

/** Plainly spelled paths that a rule may match: each pattern, paths below it, and its closest neighbours. */
export function plainPaths(application: Application, rule: AccessRule): string[] {
  const named = rule.paths.flatMap((pattern) => {
    const { path, withDescendants } = parsePathPattern(pattern);
    const full = application.basePath + path;
    const below = withDescendants ? [`${full}/`, `${full}/x`, `${full}/api/v1/x.html`] : [];
    return [full, ...below, ...neighbours(full)];
  });
  const matchesEverything = rule.paths.includes("/*");
  return distinctPaths(matchesEverything ? [...named, ...otherPaths(application)] : named);
}

/** Paths to request for no particular rule: those of all rules, and those that applications usually have. */
export function otherPaths(application: Application): string[] {
  const named = application.rules.flatMap(({ paths }) => paths).map((pattern) => parsePathPattern(pattern).path);
  return distinctPaths([...named, ...usualPaths].map((path) => application.basePath + path));
}

/** One character more or less, a slash more, a segment more: what a comparison of strings could confuse with the path. */
function neighbours(path: string): string[] {
  const plural = path.replace("/api/", "/apis/");
  const withoutSlash = path.replace(/\/$/, "");
  return [path.slice(0, -1), `${path}s`, `${withoutSlash}/`, `${withoutSlash}/x`, plural];
}

function distinctPaths(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => (path === "" ? "/" : path)))];
}
