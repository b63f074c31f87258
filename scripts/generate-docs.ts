// Writes the files that are generated from the configuration's schema. `npm run docs`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../config/generated/files";

const root = join(__dirname, "..");

for (const { path, render } of generatedFiles) {
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
