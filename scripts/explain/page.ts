import { parseArgs } from "node:util";
import { runExplain } from "./run";

/** `docs/guides/explain.md`: each command in it, followed by what it prints. */
export const explainPage = "docs/guides/explain.md";

const example = /(```sh\nnpm run explain -- (.+)\n```\n\n```text\n)[^]*?(```\n)/g;

/**
 * The page with the output that each of its commands prints now.
 * @param folder where the stacks' files are
 */
export function renderExplainPage(present: string, folder: string): string {
  return present.replace(
    example,
    (_, before: string, command: string, after: string) => `${before}${outputOf(command, folder)}${after}`,
  );
}

function outputOf(command: string, folder: string): string {
  const { values, positionals } = parseArgs({
    args: command.split(" ").map((word) => word.replace(/^'(.*)'$/, "$1")),
    options: { stack: { type: "string" }, json: { type: "boolean" } },
    allowPositionals: true,
  });
  const { stdout, stderr } = runExplain(positionals, values, folder);
  return stdout + stderr;
}
