import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const root = join(__dirname, "../..");

/** What `npm pack` would publish. */
export interface PackedLibrary {
  readonly tarball: string;
  /** Paths of its files, sorted. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
  /** Names of the packages it says it needs. */
  readonly declared: readonly string[];
}

export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A folder that is removed by `cleanUp`. */
export function temporaryFolder(): { readonly path: string; readonly cleanUp: () => void } {
  const path = mkdtempSync(join(tmpdir(), "monitoring-sso-"));
  return { path, cleanUp: () => rmSync(path, { recursive: true, force: true }) };
}

/** Builds the library and packs it into a folder; nothing is published. */
export function packLibrary(folder: string): PackedLibrary {
  // `npm run typecheck` has checked the types.
  run("npm", ["run", "build", "--silent", "--", "--noCheck"]);
  const report = run("npm", ["pack", "--ignore-scripts", "--json", "--silent", "--pack-destination", folder]);
  const manifest = readManifest(root);
  const [packed] = JSON.parse(report) as { filename: string; files: { path: string }[] }[];
  return {
    tarball: join(folder, packed!.filename),
    files: packed!.files.map(({ path }) => path).sort(),
    manifest,
    declared: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  };
}

/** A copy of an example with the packed library and what both declare, and nothing else, in its `node_modules`. */
export function installExample(name: string, library: PackedLibrary, folder: string): string {
  const example = join(folder, name);
  cpSync(join(root, "examples", name), example, {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  const installed = join(example, "node_modules", library.manifest.name);
  mkdirSync(installed, { recursive: true });
  run("tar", ["-xzf", library.tarball, "-C", installed, "--strip-components=1"]);
  link(library.declared, join(installed, "node_modules"));
  const own = Object.keys(readManifest(example).dependencies ?? {}).filter((other) => other !== library.manifest.name);
  link([...own, "@types/node"], join(example, "node_modules"));
  return example;
}

/**
 * Checks the types of all examples in one program, as their own `tsconfig.json`, which they share, says; each is left ready to
 * be loaded. Alone, every example would load the types of all providers.
 */
export function compileExamples(examples: readonly [string, ...string[]], folder: string): void {
  const settings = examples.map((example) => readFileSync(join(example, "tsconfig.json"), "utf8"));
  if (new Set(settings).size > 1) {
    throw new Error("the examples differ in their tsconfig.json");
  }
  const project = join(examples[0], "tsconfig.examples.json");
  const files = examples.map((example) => join(example, "index.ts"));
  writeFileSync(project, JSON.stringify({ extends: "./tsconfig.json", compilerOptions: { rootDir: folder }, files }));
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project]);
}

function link(packages: readonly string[], nodeModules: string): void {
  for (const name of packages) {
    const place = join(nodeModules, name);
    mkdirSync(dirname(place), { recursive: true });
    if (!existsSync(place)) {
      symlinkSync(join(root, "node_modules", name), place);
    }
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Runs a command in the repository and returns what it printed. */
export function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
