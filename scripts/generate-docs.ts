// Writes the files that are generated from the configuration's schema, and the output of the commands in docs/guides/explain.md. `npm run docs`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../config/generated/files";
import { explainPage, renderExplainPage } from "./explain/page";

const root = join(__dirname, "..");

const explained = { path: explainPage, render: (present: string) => renderExplainPage(present, root) };

for (const { path, render } of [...generatedFiles, explained]) {
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
