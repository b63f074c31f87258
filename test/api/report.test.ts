import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiReport, apiReportFile } from "../../scripts/api/report";

const root = join(__dirname, "../..");

describe("the API report", () => {
  const report = apiReport(root);

  it("is what `npm run docs` writes: a change of it is a change for everybody who imports the package", () => {
    expect(report.text).toBe(readFileSync(join(root, apiReportFile), "utf8"));
  });

  it("mentions only what the package exports", () => {
    expect(report.notExported).toEqual([]);
  });

  it("has no signature that the compiler infers, since the report could not show it", () => {
    expect(report.text).not.toMatch(/(:|=>) any\b/);
  });
});
