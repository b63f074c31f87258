import type { JudgedPin, Verdict } from "./pin";

type Status = Verdict["status"];

/** Lists first what needs attention. */
const order: readonly Status[] = ["behind", "held", "unknown", "newer", "current"];

const header = ["STATUS", "SOURCE", "PIN", "PINNED", "PATCH", "NEWEST", "NOTE"];

/** Rows of equal width, one a pin, the ones that need attention first. */
export function table(judged: readonly JudgedPin[]): string {
  const rows = [...judged].sort(byUrgency).map(row);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((cells) => (cells[column] ?? "").length)));
  return [header, ...rows]
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function row({ pin, verdict }: JudgedPin): string[] {
  const patch = "patch" in verdict ? verdict.patch : "";
  const newest = ("newest" in verdict ? verdict.newest : undefined) ?? "";
  return [verdict.status, pin.source, pin.name, pin.version, patch, newest, note({ pin, verdict })];
}

function note({ pin, verdict }: JudgedPin): string {
  switch (verdict.status) {
    case "behind":
      return `change ${pin.file}`;
    case "unknown":
      return verdict.reason;
    case "held":
    case "newer":
    case "current":
      return pin.held ?? "";
  }
}

function byUrgency(left: JudgedPin, right: JudgedPin): number {
  const text = ({ pin }: JudgedPin): string => `${pin.source} ${pin.name}`;
  return (
    order.indexOf(left.verdict.status) - order.indexOf(right.verdict.status) || text(left).localeCompare(text(right))
  );
}

/** One line with the count of each status, for example "2 behind, 1 held, 4 unknown, 9 newer, 60 current". */
export function summary(judged: readonly JudgedPin[]): string {
  return order
    .map((status) => `${judged.filter(({ verdict }) => verdict.status === status).length} ${status}`)
    .join(", ");
}

/** 1 when a patch was missed; a newer minor release is a decision, and an unreachable source is no verdict. */
export function exitCode(judged: readonly JudgedPin[]): 0 | 1 {
  return judged.some(({ verdict }) => verdict.status === "behind") ? 1 : 0;
}
