import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { plotOf } from "./plot.js";
import { projectFolder, readResult, resultFile } from "./result.js";
import { tablesOf } from "./tables.js";

export const pageFile = "docs/performance.md";

/** A generated file: path relative to the project, and content. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

const section = /<!-- bench:([\w-]+) -->[^]*?<!-- \/bench -->/g;

/** The page with the tables of each result whose name it contains in a marker, and their plots. */
export async function renderPage(): Promise<readonly GeneratedFile[]> {
  const page = await readFile(join(projectFolder, pageFile), "utf8");
  const plots: GeneratedFile[] = [];
  let rendered = page;
  for (const [present, name = ""] of page.matchAll(section)) {
    const result = await readResult(name);
    const path = `docs/images/performance-${name}.svg`;
    plots.push({ path, content: await plotOf(result) });
    const body = [`![${name}](${path.replace("docs/", "")})`, tablesOf(result, `../${resultFile(name)}`)].join("\n\n");
    // A function, because a replacement text gives `$` a meaning.
    rendered = rendered.replace(present, () => `<!-- bench:${name} -->\n\n${body}\n\n<!-- /bench -->`);
  }
  const options = await resolveConfig(join(projectFolder, pageFile));
  return [{ path: pageFile, content: await format(rendered, { ...options, parser: "markdown" }) }, ...plots];
}

/** @returns the paths of the files */
export async function writePage(): Promise<readonly string[]> {
  const files = await renderPage();
  for (const { path, content } of files) {
    await writeFile(join(projectFolder, path), content);
  }
  return files.map(({ path }) => path);
}
