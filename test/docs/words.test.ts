import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markdownFiles, root, withoutCodeBlocks } from "./markdown-files";

/**
 * Words that only this project used, each with the word that the field uses: a reader who knows Kubernetes and OpenID
 * Connect must not have to learn a second vocabulary, and searches for the first one.
 */
const privateWords: Readonly<Record<string, RegExp>> = {
  "module, folder": /(?<!\bleaves? )\brooms?\b/i,
  "endpoint, route, edge suite": /\b(?:front )?doors?\b/i,
  "base path, location": /\bin (?:one|its) place\b|\bplaced\b/i,
  "anonymous client": /\bstrangers?\b/i,
  client: /\bvisitors?\b/i,
  "user, service account": /\b(?:a )?person who\b|\bpeople\b|\bpersons?\b/i,
  "pass-through application": /\bopen applications?\b/i,
  "external authorization path": /\bcheck path\b|\bfor a yes\b/i,
  CA: /\b(?:certificate|root|signing) authorit(?:y|ies)\b|\bauthorit(?:y|ies) (?:that|which|browsers|to trust)\b/i,
  "air-gapped": /\bwithout a way out\b/i,
  "endpoint, access": /\bways? in\b/i,
  "timed out": /\bin vain\b/i,
  "receives, arguments": /\b(?:is|are|was|were) told\b/i,
  again: /\banew\b/i,
  except: /\bbut for\b/i,
  matches: /\bspeaks? of\b/i,
  "is, exists": /\bstands (?:in|on|before|above|behind)\b/i,
  "everyone who, users who": /\bwhoever\b|\bwho asks\b/i,
  "bypasses sign-in": /\bgoes? round\b/i,
};

/** Folders whose sources are held to the same words; a folder joins when its texts have been rewritten. */
const sourceFolders: readonly string[] = ["bench", "components", "config", "sandbox", "scripts", "test", "testing"];

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes("node_modules") && path !== "docs/words.test.ts")
    .map((path) => join(folder, path));
}

/** "path:line: the words, and what to write instead". */
function findings(path: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) =>
    Object.entries(privateWords).flatMap(([instead, pattern]) => {
      const [found] = pattern.exec(line) ?? [];
      return found === undefined ? [] : [`${path}:${index + 1}: "${found}"; write: ${instead}`];
    }),
  );
}

/** Keeps the numbers of lines. */
function prose(text: string): string {
  const lines = new Set(withoutCodeBlocks(text).split("\n"));
  return text
    .split("\n")
    .map((line) => (lines.has(line) ? line.replace(/`[^`]*`/g, "``") : ""))
    .join("\n");
}

/** Generated from the descriptions of settings: these are held to the words where they are written. */
const generated = ["docs/configuration.md"];

describe("the words", () => {
  it.each(markdownFiles.filter(({ path }) => !generated.includes(path)).map(({ path, text }) => [path, text] as const))(
    "of %s are those of the field",
    (path, text) => {
      expect(findings(path, prose(text))).toEqual([]);
    },
  );

  it("of the sources are those of the field", () => {
    const files = sourceFolders.flatMap(sourcesBelow);
    expect(files.flatMap((path) => findings(path, readFileSync(join(root, path), "utf8")))).toEqual([]);
  });

  it("fails on private ones", () => {
    expect(findings("x.md", "Nobody.\nA stranger at the door.")).toEqual([
      'x.md:2: "door"; write: endpoint, route, edge suite',
      'x.md:2: "stranger"; write: anonymous client',
    ]);
  });
});
