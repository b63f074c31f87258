import type { Report } from "./step.js";

const headings = ["Updating", "Diagnostics:", "Outputs:", "Resources:", "Duration:", "View"];

/** Whether a line reports a finished operation, or is about no resource. */
export function isNews(line: string): boolean {
  if (/^ *[+~-]+ .* (created|updated|replaced|deleted|imported)( |$)/.test(line)) {
    return true;
  }
  return /^[A-Za-z]/.test(line) && !headings.some((heading) => line.startsWith(heading));
}

/** On a terminal each line replaces the previous one; elsewhere only news is printed. */
export function pulumiReport(report: Report, isTerminal = process.stdout.isTTY): Report {
  return (line) => {
    if (isTerminal || isNews(line)) {
      report(line.trim());
    }
  };
}
