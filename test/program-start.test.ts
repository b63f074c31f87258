import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "..");

interface Project {
  readonly main: string;
  readonly runtime: { readonly options: { readonly typescript: boolean } };
}

/** What the program that Pulumi starts does with another `index.ts`. */
function start(source: string, check: string): string {
  const folder = mkdtempSync(join(tmpdir(), "program-start-"));
  try {
    cpSync(join(root, "program.cjs"), join(folder, "program.cjs"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "index.ts"), source);
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", check], { cwd: folder, encoding: "utf8" });
    return `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const printProgram = 'console.log(require("./program.cjs"))';

describe("the program that Pulumi starts", () => {
  it("is the one in Pulumi.yaml, which needs no compiler of Pulumi's", () => {
    const { main, runtime } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as Project;
    expect(main).toBe("program.cjs");
    expect(runtime.options.typescript).toBe(false);
  });

  it("exports what index.ts exports", () => {
    expect(start("const answer: number = 42;\nexport = { answer };\n", printProgram)).toContain("{ answer: 42 }");
  });

  it("runs the program of this project", () => {
    const { stdout } = spawnSync(process.execPath, ["-p", 'typeof require("./program.cjs")'], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stdout).toBe("function\n");
  });

  it("is compiled in each run: a change takes effect at once", () => {
    const changeAndPrint = 'fs.writeFileSync("index.ts", "export = { answer: 43 };");' + printProgram;
    expect(start("export = { answer: 42 };\n", changeAndPrint)).toContain("{ answer: 43 }");
  });

  it("fails where a file does not parse, and names the position", () => {
    expect(start("export = { answer: };\n", printProgram)).toContain("index.ts:1:19: ERROR: Unexpected");
  });

  it("names the line of the TypeScript file in a stack trace", () => {
    const source =
      "interface Unused { readonly name: string }\n\nfunction fail(): never {\n  throw new Error('failed');\n}\n\nexport = fail;\n";
    const trace = start(source, 'try { require("./program.cjs")() } catch (error) { console.log(error.stack) }');
    expect(trace).toMatch(/^Error: failed\n {4}at fail \(.*index\.ts:4:9\)\n {4}at \[eval\]:1:\d+\n/);
  });
});
