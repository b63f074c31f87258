import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { benchmarks } from "../benchmarks.js";
import { pageFile, renderPage } from "../lib/page.js";
import { plotOf } from "../lib/plot.js";
import { projectFolder } from "../lib/result.js";
import { tablesOf } from "../lib/tables.js";
import { result } from "./fixtures.js";

describe("docs/performance.md", () => {
  it("and its plots contain the committed results", async () => {
    for (const { path, content } of await renderPage()) {
      assert.equal(
        await readFile(join(projectFolder, path), "utf8"),
        content,
        `${path}; next: npm run bench -- report`,
      );
    }
  });

  it("has a section for each committed result, which a benchmark of that name has written", async () => {
    const page = await readFile(join(projectFolder, pageFile), "utf8");
    for await (const file of glob("bench/results/*.json", { cwd: projectFolder })) {
      const name = basename(file, ".json");
      assert.ok(page.includes(`<!-- bench:${name} -->`), name);
      assert.ok(
        benchmarks.some((benchmark) => benchmark.name === name),
        name,
      );
    }
  });
});

describe("the tables of a result", () => {
  it("say how it was measured, and whether the targets are met", () => {
    const text = tablesOf(result(), "../bench/results/example.json");
    assert.match(text, /`npm run bench -- example --rounds 6` at 0123456789ab, 2026-01-02 03:04 UTC, 60 s/);
    assert.match(text, /2 cores \(Example CPU\), 24 GiB.*load average 0\.5 before and 1\.5 after/);
    assert.match(text, /\| latency p50 \| protected \| 2\.05 ms \| 2 to 3 \(97 %\) \| 6 \|/);
    assert.match(text, /\| added latency \| 1 ms \| 1 to 1 \(97 %\) \| at most 1\.5 ms \| met \|/);
  });

  it("show a missed target, and one that the interval does not decide", () => {
    const [comparison] = result().comparisons;
    assert.ok(comparison);
    const withTarget = (atMost: number) =>
      tablesOf(result({ comparisons: [{ ...comparison, kind: "ratio", target: { atMost } }] }), "");
    assert.match(
      withTarget(1.4),
      /\| added latency \| 1\.95 \| 1\.5 to 2 \(97 %\) \| at most 1\.4 \| \*\*missed\*\* \|/,
    );
    assert.match(withTarget(1.96), /\| at most 1\.96 \| \*\*unclear\*\* \|/);
  });
});

describe("the plot of a result", () => {
  it("has the variants, and colors for dark pages", async () => {
    const svg = await plotOf(result());
    assert.match(svg, />protected</);
    assert.match(svg, /@media \(prefers-color-scheme:dark\)\{\[fill="#ffffff"\]\{fill:#0d1117\}/);
  });

  it("has lines over what grows", async () => {
    const measurements = [1, 10, 100].map((x) => ({ variant: "up", metric: "time", unit: "s", x, samples: [x] }));
    const svg = await plotOf(result({ measurements, comparisons: [], xAxis: "applications" }));
    assert.match(svg, />applications</);
    assert.match(svg, /mark-line/);
  });
});
