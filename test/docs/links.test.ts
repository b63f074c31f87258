import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { type MarkdownFile, markdownFiles, root, withoutCodeBlocks } from "./markdown-files";

interface Link {
  readonly from: string;
  readonly target: string;
}

function linksOf({ path, text }: MarkdownFile): Link[] {
  return [...withoutCodeBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ from: path, target }));
}

/** The anchors that GitHub gives to headings: lower case, spaces as dashes, other punctuation dropped. */
function anchorsOf({ text }: MarkdownFile): string[] {
  return [...withoutCodeBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function isBroken({ from, target }: Link): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? from : normalize(join(dirname(from), file));
  const linked = markdownFiles.find((candidate) => candidate.path === path);
  const hasAnchor = anchor === undefined || (linked !== undefined && anchorsOf(linked).includes(anchor));
  return !existsSync(join(root, path)) || !hasAnchor;
}

const links = markdownFiles.flatMap(linksOf);
const isRelative = ({ target }: Link): boolean => !/^[a-z]+:/.test(target);

describe("the documentation", () => {
  it("has no relative link to a file or heading that does not exist", () => {
    expect(links.filter(isRelative).filter(isBroken)).toEqual([]);
  });

  it("has relative links, and a broken file and a broken anchor are found", () => {
    expect(links.filter(isRelative).length).toBeGreaterThan(50);
    expect(isBroken({ from: "README.md", target: "docs/absent.md" })).toBe(true);
    expect(isBroken({ from: "README.md", target: "docs/limits.md#absent" })).toBe(true);
    expect(isBroken({ from: "docs/limits.md", target: "#sessions" })).toBe(false);
  });

  it("links every page from its index", () => {
    const linked = linksOf(markdownFiles.find(({ path }) => path === "docs/README.md") ?? { path: "", text: "" });
    const targets = linked.map(({ from, target }) => normalize(join(dirname(from), target)));
    const pages = markdownFiles.map(({ path }) => path).filter((path) => /^docs\/(?!README)/.test(path));
    expect(pages.filter((path) => !targets.includes(path))).toEqual([]);
  });
});
