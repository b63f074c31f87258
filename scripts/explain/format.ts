import type { Mismatch } from "../../components/access";
import type { RequestExplanation, RuleWithOrigin } from "./explanation";
import type { Holder } from "./holders";
import { layOut, type Line } from "./lay-out";
import { responseLines } from "./response-lines";
import type { RuleOrigin } from "./rule-origin";
import type { Stack } from "./stack-file";
import { routeLines, treatmentText } from "./words";

/** An explanation as text for a terminal. */
export function formatExplanation(stack: Stack, explanation: RequestExplanation): string {
  const { method, url, notes } = explanation;
  const lines: Line[] = [
    ...routeLines(stack, explanation),
    ...ruleLines(stack, explanation),
    ...holderLines(stack, explanation),
    ...responseLines(stack, explanation),
    ...notes.map((note): Line => ["note", note]),
  ];
  return [`${method} ${url}`, "", layOut(lines)].join("\n");
}

function ruleLines(stack: Stack, explanation: RequestExplanation): Line[] {
  const { decision, reason, rule, skipped = [] } = explanation;
  if (decision === undefined) {
    return [];
  }
  return [
    ...pathLines(explanation),
    ...(rule === undefined
      ? []
      : ([
          ["rule", rule.text],
          ["", originText(stack, rule)],
        ] as const)),
    ...(reason === "no-rule" ? ([["rule", "none matches"]] as const) : []),
    ...skipped.map((one, index): Line => [
      index === 0 ? "skipped" : "",
      `${one.text} (${mismatchText(one.mismatches)})`,
    ]),
    ...(decision.type === "role"
      ? ([["requires", `the role ${decision.role} of the client ${stack.settings.clientId}`]] as const)
      : []),
    ...(decision.type === "deny" && isRefused(explanation) ? ([["access", "denied to every client"]] as const) : []),
  ];
}

/** How the path is read, where that is not as it was sent. */
function pathLines({ path, comparedPath, application, defects = [], pathTreatment }: RequestExplanation): Line[] {
  const compared = comparedPath === undefined ? path : `${application?.basePath ?? ""}${comparedPath}`;
  return [
    ...(compared === path ? [] : ([["path", `compared as ${compared}`]] as const)),
    ...defects.map(({ text }, index): Line => [index === 0 ? "path" : "", `has no normal form: ${text}`]),
    ...(pathTreatment === undefined ? [] : ([["", treatmentText[pathTreatment]]] as const)),
  ];
}

/** An edge may rewrite a path without normal form, or accept it. */
function isRefused({ pathTreatment }: RequestExplanation): boolean {
  return pathTreatment === undefined || pathTreatment === "refused";
}

function originText({ file }: Stack, { origin, index }: RuleWithOrigin): string {
  return origin.type === "built-in"
    ? `built-in, profile ${origin.profile}, rule ${index + 1} of the application`
    : locationText(file, origin);
}

function locationText(file: string, { path, line }: Omit<Extract<RuleOrigin, { type: "file" }>, "type">): string {
  return line === undefined ? `${path} in ${file}` : `${path}, line ${line} of ${file}`;
}

function mismatchText(mismatches: readonly Mismatch[]): string {
  return mismatches.length === 2
    ? "neither the path nor the method matches"
    : `the ${mismatches.join()} does not match`;
}

function holderLines({ file }: Stack, { holders, decision, route }: RequestExplanation): Line[] {
  if (holders === undefined) {
    return [];
  }
  const role = decision?.type === "role" ? decision.role : "";
  if (holders.length === 0) {
    return [["held by", `nobody, according to ${file}; Keycloak may grant it elsewhere`]];
  }
  return [
    ...holders.map((holder, index): Line => [index === 0 ? "held by" : "", holderText(holder, role, file)]),
    ["", `Keycloak knows the members of groups, and who else holds ${route === "application" ? "the" : "a"} role.`],
  ];
}

const kinds: Readonly<Record<Holder["type"], string>> = {
  group: "group",
  user: "user",
  "service-account": "service account",
};

function holderText({ type, name, through, path, line }: Holder, role: string, file: string): string {
  const by = through === role ? "" : role === "" ? ` as ${through}` : `, through ${through}`;
  return `${kinds[type]} ${name}${by} (${locationText(file, { path, ...(line === undefined ? {} : { line }) })})`;
}
