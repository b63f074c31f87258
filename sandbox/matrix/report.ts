import { identities, type Identity } from "./identity.js";
import { type Case, faultOf } from "./judge.js";
import type { Expected, MatrixEdge } from "./oracle.js";

/** The result of all requests to one edge. */
export interface MatrixResult {
  readonly edge: MatrixEdge;
  readonly seed: number;
  /** How many requests were planned. */
  readonly planned: number;
  readonly cases: readonly Case[];
  readonly seconds: number;
}

/** How many wrong answers are listed in full; the table counts all. */
const listedCases = 40;

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
  const list = wrong.slice(0, listedCases).map(describe);
  const more = wrong.length > listedCases ? [`and ${wrong.length - listedCases} more`] : [];
  return [...tableOf(result.cases), "", ...list, ...more, summaryOf(result, wrong.length)].join("\n");
}

/** Counts of requests that had to pass and to be refused, by rule and identity; in brackets the wrong answers. */
function tableOf(cases: readonly Case[]): string[] {
  const rows = Map.groupBy(cases, ({ request }) => request.row);
  const lines = [...rows].map(([row, ofRow]) => [row, ...identities.map((identity) => cellOf(ofRow, identity))]);
  const total = ["passed/refused", ...identities.map((identity) => cellOf(cases, identity))];
  const sorted = lines.sort(([left = ""], [right = ""]) => left.localeCompare(right));
  const table = [["rule", ...identities], ...sorted, total];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  const written = table.map(
    (line) => `| ${line.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const ruler = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [...written.slice(0, 1), ruler, ...written.slice(1)];
}

function cellOf(cases: readonly Case[], identity: Identity): string {
  const own = cases.filter(({ request }) => request.identity === identity);
  const wrong = own.filter((candidate) => faultOf(candidate) !== undefined).length;
  const passing = own.filter(({ expected }) => expected.type === "passes").length;
  return `${passing}/${own.length - passing}${wrong === 0 ? "" : ` (${wrong} WRONG)`}`;
}

function describe(wrong: Case): string {
  const { request, expected, received } = wrong;
  const got =
    typeof received === "string" ? "no answer" : `${received.status} ${JSON.stringify(received.body.slice(0, 120))}`;
  return [
    `WRONG: ${faultOf(wrong)}`,
    `  as        ${request.identity} (${request.row})`,
    `  repeat    ${reproduction(wrong)}`,
    `  expected  ${expectation(expected)}`,
    `  got       ${got}`,
  ].join("\n");
}

/** A command for a shell, without the credential, which must not appear in a report. */
function reproduction({ request: { method, target, host, accept } }: Case): string {
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
  ];
  return ["curl", "-i", ...line, quoted(`https://${host}/`)].join(" ");
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
