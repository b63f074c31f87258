import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { isSecret, type Output } from "@pulumi/pulumi";
import { runStack } from "../support/mocks";
import {
  compileExamples,
  installExample,
  type PackedLibrary,
  packLibrary,
  root,
  temporaryFolder,
} from "./packed-library";

const folder = temporaryFolder();
let library: PackedLibrary;
let example: string;
let applicationExample: string;

beforeAll(() => {
  library = packLibrary(folder.path);
  example = installExample("import-the-stack", library, folder.path);
  applicationExample = installExample("protect-an-application", library, folder.path);
}, 120_000);

afterAll(folder.cleanUp);

/** `@pulumi/kubernetes/helm` is part of `@pulumi/kubernetes`. */
function isPartOf(name: string, library: string): boolean {
  return name === library || name.startsWith(`${library}/`);
}

describe("the package", () => {
  it("holds the built components, their types, and what a reader needs, and nothing else", () => {
    const others = library.files.filter((path) => !/^dist\/.+\.(js|d\.ts)$/.test(path));
    expect(others.filter((path) => path !== "README.md")).toEqual(["CHANGELOG.md", "LICENSE", "package.json"]);
  });

  it("holds no test, sandbox, or stack", () => {
    expect(library.files.filter((path) => /test|sandbox|^dist\/config\/|Pulumi\./.test(path))).toEqual([]);
  });

  it("imports only what it declares", () => {
    const declared = [...builtinModules, ...library.declared];
    const imported = library.files
      .filter((path) => path.endsWith(".js"))
      .flatMap((path) => [...readFileSync(join(root, path), "utf8").matchAll(/require\("([^."][^"]*)"\)/g)])
      .map(([, name = ""]) => name.replace(/^node:/, ""));
    expect([...new Set(imported)].filter((name) => !declared.some((other) => isPartOf(name, other)))).toEqual([]);
  });

  it("exports only files that it holds", () => {
    const targets = Object.values(library.manifest.exports).flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target),
    );
    expect(targets.map((target) => target.replace("./", ""))).toEqual(
      expect.arrayContaining(["dist/components/index.js", "dist/components/index.d.ts"]),
    );
    for (const target of targets) {
      expect(library.files).toContain(target.replace("./", ""));
    }
  });
});

describe("the examples", () => {
  it("have the types that the package promises, with what both declare as dependencies", () => {
    expect(() => compileExamples([example, applicationExample], folder.path)).not.toThrow();
  }, 120_000);
});

describe("examples/import-the-stack", () => {
  it("runs the whole stack and one part of it", async () => {
    let outputs: { wikiClientSecret?: unknown } = {};
    const stack = await runStack(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a program runs by being loaded, now
      outputs = require(join(example, "index.js")) as typeof outputs;
    });
    expect(stack.resource("monitoring").type).toBe("monitoring-sso:index:MonitoringSso");
    expect(stack.resource("wiki").type).toBe("monitoring-sso:index:ProxyClient");
    expect(stack.resource("wiki-client").inputs).toMatchObject({
      clientId: "wiki-proxy",
      validRedirectUris: ["https://wiki.example.com/oauth2/callback"],
    });
    expect(await isSecret(outputs.wikiClientSecret as Output<string>)).toBe(true);
  });
});

describe("examples/protect-an-application", () => {
  it("puts an application behind the sign-in that another stack says", async () => {
    let outputs: unknown;
    const stack = await runStack(async () => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a program runs by being loaded, now
      const program = require(join(applicationExample, "index.js")) as () => Promise<unknown>;
      outputs = await program();
    });
    expect(outputs).toEqual({ url: "https://monitoring.example.com/karma" });
    expect(stack.resource("karma").type).toBe("monitoring-sso:index:ProtectedApplication");
    expect(stack.resource("karma-role-karma-editor").inputs).toMatchObject({ clientId: "uuid-of-the-client" });
    expect(stack.resource("karma-edge-sso-app-karma").inputs).toMatchObject({
      metadata: { name: "sso-app-karma", namespace: "monitoring" },
    });
  });

  it("is what the guide to protecting an application shows", () => {
    const guide = readFileSync(join(root, "docs/guides/protect-an-application.md"), "utf8");
    const [, snippet = ""] = /```ts\n([^]*?)```/.exec(guide) ?? [];
    expect(snippet).toContain("new ProtectedApplication");
    expect(readFileSync(join(applicationExample, "index.ts"), "utf8")).toContain(snippet);
  });
});
