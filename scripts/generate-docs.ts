// Writes the files that are generated: from the configuration's schema, the output of the commands in
// docs/guides/explain.md, and the API report. `npm run docs`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../config/generated/files";
import { apiReport, apiReportFile } from "./api/report";
import { explainPage, renderExplainPage } from "./explain/page";

const root = join(__dirname, "..");

const explained = { path: explainPage, render: (present: string) => renderExplainPage(present, root) };
const api = { path: apiReportFile, render: () => apiReport(root).text };

for (const { path, render } of [...generatedFiles, explained, api]) {
  const file = join(root, path);
  const present = readFileSync(file, { encoding: "utf8", flag: "a+" });
  const content = render(present);
  if (content === present) {
    console.log(`${path} is up to date`);
  } else {
    writeFileSync(file, content);
    console.log(`${path} written`);
  }
}
