import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(__dirname, "../..");

export interface MarkdownFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

function below(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
    .map((path) => join(folder, path));
}

/** Everything that is written for readers of the repository. */
export const markdownFiles: readonly MarkdownFile[] = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...below("docs"),
  ...below("examples"),
].map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** A page without its code blocks: what remains is prose. */
export function withoutCodeBlocks(text: string): string {
  return text.replace(/^( *)```[^]*?^\1```$/gm, "");
}

/** The code blocks of a language, without their fences. */
export function codeBlocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, block = ""]) => block);
}

export function page(path: string): MarkdownFile {
  const found = markdownFiles.find((file) => file.path === path);
  if (found === undefined) {
    throw new Error(`no page ${path}`);
  }
  return found;
}
