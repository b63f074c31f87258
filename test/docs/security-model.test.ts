import { existsSync } from "node:fs";
import { join, normalize } from "node:path";
import { page, root } from "./markdown-files";

const { text } = page("docs/security-model.md");

/** The text below a heading, with what is below its own headings. */
function section(heading: string): string {
  const [, found = ""] = text.split(`\n## ${heading}\n`);
  return found.split("\n## ")[0] ?? "";
}

/** The cells of every row of the tables of a section, without the headers. */
function rowsOf(part: string): string[][] {
  return part
    .split(/\n(?=\| )/)
    .flatMap((block) => block.split("\n"))
    .filter((line) => line.startsWith("| ") && !/^\| (?:-+|Threat|Risk|Right) /.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const threats = rowsOf(section("Threats"));

describe("the security model", () => {
  it("names a threat, a mitigation and an existing test in every row of its threats", () => {
    const targets = threats.map(([threat = "", mitigation = "", tests = ""]) => ({
      threat,
      mitigation,
      tests: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => normalize(join("docs", target))),
    }));
    const isTest = (path: string): boolean => /^(?:test|sandbox)\/.+\.ts$|^docs\/access-matrix\.md$/.test(path);
    expect(targets.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(targets.filter(({ mitigation }) => mitigation === "")).toEqual([]);
    const all = targets.flatMap(({ tests }) => tests);
    expect(all.filter((path) => !isTest(path) || !existsSync(join(root, path)))).toEqual([]);
    expect(threats.length).toBeGreaterThan(20);
  });

  it("gives a reason for every residual risk, and advice for every trust boundary", () => {
    const rows = [...rowsOf(section("Residual risks")), ...rowsOf(section("Trust boundaries"))];
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((cells) => cells.some((cell) => cell === ""))).toEqual([]);
  });

  it("is linked from the README, the index and the policy", () => {
    for (const path of ["README.md", "docs/README.md", "SECURITY.md"]) {
      expect(page(path).text).toMatch(/\((?:docs\/)?security-model\.md\)/);
    }
  });
});
