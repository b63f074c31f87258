import type { EdgeAddress } from "../http/http-session.js";
import { type Attack, attacksIn } from "./attacks.js";
import type { MatrixEdge } from "./edges/index.js";
import type { Expected } from "./expected.js";
import { identities, type Identity } from "./identity.js";
import { type Case, faultOf } from "./judge.js";

/** The result of all requests to one edge. */
export interface MatrixResult {
  readonly edge: MatrixEdge;
  /** @default - the sandbox's own edge */
  readonly address?: EdgeAddress | undefined;
  readonly seed: number;
  /** How many requests were planned. */
  readonly planned: number;
  readonly cases: readonly Case[];
  readonly seconds: number;
}

/** How many wrong answers of a kind are listed in full; the table counts all. */
const listedOfKind = 5;

function wrongCases({ cases }: MatrixResult): Case[] {
  return cases.filter((candidate) => faultOf(candidate) !== undefined);
}

/** Whether every request was sent and answered as expected. */
export function isClean(result: MatrixResult): boolean {
  return result.cases.length === result.planned && wrongCases(result).length === 0;
}

/** The table, the wrong answers and the totals. */
export function reportOf(result: MatrixResult): string {
  const wrong = wrongCases(result);
  const kinds = [...Map.groupBy(wrong, kindOf).values()];
  const list = kinds.flatMap((ofKind) => [
    ...ofKind.slice(0, listedOfKind).map((each) => describe(each, result)),
    ...(ofKind.length > listedOfKind ? [`and ${ofKind.length - listedOfKind} more like these`] : []),
  ]);
  return [
    ...tableOf(result.cases),
    "",
    ...attackTable(result.cases),
    "",
    ...list,
    summaryOf(result, wrong.length),
  ].join("\n");
}

/** Counts of requests that had to pass and to be refused, by rule and identity; in brackets the wrong answers. */
function tableOf(cases: readonly Case[]): string[] {
  const rows = Map.groupBy(cases, ({ request }) => request.row);
  const lines = [...rows].map(([row, ofRow]) => [row, ...identities.map((identity) => cellOf(ofRow, identity))]);
  const total = ["passed/refused", ...identities.map((identity) => cellOf(cases, identity))];
  const sorted = lines.sort(([left = ""], [right = ""]) => left.localeCompare(right));
  return written([["rule", ...identities], ...sorted, total]);
}

/** The same counts by attack; a request may be several. */
function attackTable(cases: readonly Case[]): string[] {
  const counts = new Map<Attack, Case[]>();
  for (const each of cases) {
    for (const attack of attacksIn(each.request)) {
      counts.set(attack, [...(counts.get(attack) ?? []), each]);
    }
  }
  const lines = [...counts].map(([attack, ofAttack]) => [attack, countOf(ofAttack)]);
  return written([
    ["attack", "passed/refused"],
    ...lines.sort(([left = ""], [right = ""]) => left.localeCompare(right)),
  ]);
}

function written(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  const lines = table.map((line) => `| ${line.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  const ruler = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [...lines.slice(0, 1), ruler, ...lines.slice(1)];
}

function cellOf(cases: readonly Case[], identity: Identity): string {
  return countOf(cases.filter(({ request }) => request.identity === identity));
}

function countOf(own: readonly Case[]): string {
  const wrong = own.filter((candidate) => faultOf(candidate) !== undefined).length;
  const passing = own.filter(({ expected }) => expected.type === "passes").length;
  return `${passing}/${own.length - passing}${wrong === 0 ? "" : ` (${wrong} WRONG)`}`;
}

/** Wrong answers of one kind have the same expected answer and the same status. */
function kindOf(wrong: Case): string {
  const { expected, received } = wrong;
  const got = typeof received === "string" ? received : received.status;
  const wanted = expected.type === "passes" ? expected.application : expectation(expected);
  return [faultOf(wrong), wanted, got].join(" ");
}

function describe(wrong: Case, { address }: MatrixResult): string {
  const { request, expected, received } = wrong;
  const got =
    typeof received === "string" ? "no answer" : `${received.status} ${JSON.stringify(received.body.slice(0, 120))}`;
  return [
    `WRONG: ${faultOf(wrong)}`,
    `  as        ${request.identity} (${request.row})`,
    `  repeat    ${reproduction(wrong, address)}`,
    `  expected  ${expectation(expected)}`,
    `  got       ${got}`,
  ].join("\n");
}

/** A command for a shell, without credentials, which must not appear in a report. */
function reproduction({ request }: Case, address: EdgeAddress | undefined): string {
  const { method, target, host, accept, extraHeaders, authorization } = request;
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const line = [
    "--cacert",
    '"$ROOT_CA"',
    "--request",
    quoted(method),
    "--request-target",
    quoted(target),
    "-H",
    quoted(`accept: ${accept}`),
    ...extraHeaders.flatMap(([name, value]) => ["-H", quoted(`${name}: ${value}`)]),
    ...(address === undefined ? [] : ["--connect-to", `::${address.address}:${address.port}`]),
  ];
  const other = authorization === undefined ? "" : ` # and ${authorization.added}, ${authorization.at} its own`;
  return ["curl", "-i", ...line, quoted(`https://${host}/`)].join(" ") + other;
}

function expectation(expected: Expected): string {
  switch (expected.type) {
    case "passes":
      return `an answer of ${expected.application} to ${expected.path}`;
    case "refused":
      return String(expected.status);
    case "proxy":
      return "an answer of the proxy itself";
  }
}

function summaryOf({ edge, seed, planned, cases, seconds }: MatrixResult, wrong: number): string {
  const asked =
    cases.length === planned ? `${planned} requests` : `ENDED EARLY: ${cases.length} of ${planned} requests`;
  const rate = Math.round(cases.length / Math.max(seconds, 0.001));
  return `${edge}: ${asked}, ${wrong} wrong, in ${seconds.toFixed(1)} s (${rate}/s), seed ${seed}`;
}
