import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explainPage, renderExplainPage } from "../../../scripts/explain/page";

const root = join(__dirname, "../../..");
const page = readFileSync(join(root, explainPage), "utf8");

describe("docs/guides/explain.md", () => {
  it("shows what its commands print; `npm run docs` writes it", () => {
    expect(page.match(/^npm run explain -- --stack/gm)).toHaveLength(4);
    expect(renderExplainPage(page, root)).toBe(page);
  });

  it("shows no error", () => {
    expect(page).not.toMatch(/```text\n(?!GET|POST|npm)/);
  });
});
