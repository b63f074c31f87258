import { type HelmValues, valueLeaves } from "../helm/values";
import { refusals } from "./values/classes";
import { classify } from "./values/classify";

/** What the preview says about each unchecked value. The value itself can be a secret. */
export function uncheckedWarnings(uncheckedValues: HelmValues): string[] {
  return valueLeaves(uncheckedValues).map(({ path }) => {
    return `the Helm value ${path.join(".")} is in uncheckedValues: ${consequence(path)}`;
  });
}

function consequence(path: readonly string[]): string {
  const valueClass = classify(path);
  if (valueClass === undefined) {
    return "nobody has judged whether it bypasses authentication";
  }
  return valueClass === "harmless"
    ? "it is harmless, so it can move to values"
    : `authentication can be bypassed, because ${refusals[valueClass].reason}`;
}
