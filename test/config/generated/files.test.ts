import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../../../config/generated/files";
import { badStacks, expectedError } from "../../../testing/stacks/bad-stacks";

const root = join(__dirname, "../../..");

describe("the files that are generated from the configuration's schema", () => {
  it.each(generatedFiles.map(({ path, render }) => [path, render] as const))(
    "%s is what `npm run docs` writes",
    (path, render) => {
      const present = readFileSync(join(root, path), "utf8");
      expect(present).toBe(render(present));
    },
  );

  it("fails on a file without the markers of its generated part", () => {
    const reference = generatedFiles.find(({ path }) => path === "docs/configuration.md");
    expect(() => reference?.render("# Configuration\n")).toThrow(/expected the markers/);
  });
});

describe("docs/configuration.md", () => {
  const text = readFileSync(join(root, "docs/configuration.md"), "utf8");

  it("shows an error as the loader writes it", () => {
    const names = ["an address as host", "a misspelt edge"];
    const lines = badStacks.filter(({ name }) => names.includes(name)).map((stack) => expectedError(stack));
    for (const line of lines.flatMap((message) => message.split("\n").slice(1))) {
      expect(text).toContain(line);
    }
  });
});
