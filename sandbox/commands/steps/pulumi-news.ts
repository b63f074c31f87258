import type { Report } from "./step.js";

const headings = ["Updating", "Diagnostics:", "Outputs:", "Resources:", "Duration:", "View"];

/** A finished operation on a resource, or a line that is not about one. */
export function isNews(line: string): boolean {
  if (/^ *[+~-]+ .* (created|updated|replaced|deleted|imported)( |$)/.test(line)) {
    return true;
  }
  return /^[A-Za-z]/.test(line) && !headings.some((heading) => line.startsWith(heading));
}

/** On a terminal each line overwrites the one before; elsewhere only news is worth a line. */
export function pulumiReport(report: Report, isTerminal = process.stdout.isTTY): Report {
  return (line) => {
    if (isTerminal || isNews(line)) {
      report(line.trim());
    }
  };
}
