import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { execa } from "execa";
import { parseAllDocuments, stringify } from "yaml";
import { cacheRoot, goCacheFolder } from "./cache.js";
import { contentKey } from "./content-key.js";
import { makeOnce } from "./make-once.js";

/** Custom resource definitions in a Go module of the toolchain. */
interface CrdSource {
  /** Folder of the result. */
  readonly name: string;
  /** Module of `sandbox/toolchain` that requires the Go module, and so pins its version and checksum. */
  readonly toolchain: string;
  readonly goModule: string;
  readonly folder: string;
  readonly files: RegExp;
}

const sources: readonly CrdSource[] = [
  {
    name: "traefik",
    toolchain: "traefik",
    goModule: "github.com/traefik/traefik/v3",
    folder: "docs/content/reference/dynamic-configuration",
    files: /^traefik\.io_.*\.yaml$/,
  },
  {
    name: "gateway-api",
    toolchain: "traefik",
    goModule: "sigs.k8s.io/gateway-api",
    folder: "config/crd/standard",
    files: /^gateway\.networking\.k8s\.io_(?!vap_).*\.yaml$/,
  },
  {
    name: "prometheus-operator",
    toolchain: "prometheus-operator",
    goModule: "github.com/prometheus-operator/prometheus-operator",
    folder: "example/prometheus-operator-crd",
    files: /^monitoring\.coreos\.com_.*\.yaml$/,
  },
];

/** Format of the written files. Changing it invalidates every cached copy. */
const format = "1";

/**
 * Folder with the definitions, one sub-folder per source. Its name depends on the pins of the modules, so that a new
 * version is never used with the definitions of an old one.
 */
export async function crdsFolder(projectFolder: string): Promise<string> {
  const toolchains = [...new Set(sources.map((source) => source.toolchain))];
  const pins = await Promise.all(
    toolchains.map((toolchain) => readFile(join(projectFolder, "sandbox/toolchain", toolchain, "go.mod"), "utf8")),
  );
  return join(cacheRoot(), `crds-${contentKey([format, ...pins])}`);
}

/**
 * Copies the definitions out of the Go modules, once per version. Runs before the programs are built: once they are, the
 * Go module cache is deleted.
 */
export async function buildCrds(projectFolder: string): Promise<string> {
  const folder = await crdsFolder(projectFolder);
  await makeOnce(folder, async (work) => {
    for (const source of sources) {
      await copyDefinitions(source, await moduleFolder(source, projectFolder), join(work, source.name));
    }
  });
  return folder;
}

/**
 * Copies the Prometheus operator's definitions into the sandbox's chart. The chart is committed, the definitions are not:
 * they are a third of a million lines of upstream text.
 */
export async function fillCrdsChart(crds: string, projectFolder: string): Promise<void> {
  const target = join(projectFolder, "sandbox/charts/prometheus-operator-crds/files/crds");
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const file of await readdir(join(crds, "prometheus-operator"))) {
    await copyFile(join(crds, "prometheus-operator", file), join(target, file));
  }
}

async function moduleFolder(source: CrdSource, projectFolder: string): Promise<string> {
  const options = {
    cwd: join(projectFolder, "sandbox/toolchain", source.toolchain),
    env: { GOMODCACHE: join(goCacheFolder(), "mod"), GOFLAGS: "-modcacherw" },
  };
  await execa("go", ["mod", "download", source.goModule], options);
  const { stdout } = await execa("go", ["list", "-m", "-f", "{{.Dir}}", source.goModule], options);
  return stdout.trim();
}

async function copyDefinitions(source: CrdSource, module: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const folder = join(module, source.folder);
  const files = (await readdir(folder)).filter((file) => source.files.test(file));
  if (files.length === 0) {
    throw new Error(
      `${source.goModule} has no custom resource definitions in ${source.folder}: has upstream moved them?`,
    );
  }
  for (const file of files) {
    const definitions = parseAllDocuments(await readFile(join(folder, file), "utf8"))
      .map((document) => document.toJS() as unknown)
      .filter((definition) => definition !== null)
      .map((definition) => stringify(withoutDescriptions(definition)));
    await writeFile(join(target, basename(file)), definitions.join("---\n"));
  }
}

/**
 * The definition without the descriptions of its schema, which are nine tenths of the text: Helm stores chart and manifest of
 * a release in one Secret, which may not exceed 1 MiB.
 */
function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutDescriptions);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      // A property that is itself called "description" has a schema as its value, not a text.
      .filter(([key, inner]) => !(key === "description" && typeof inner === "string"))
      .map(([key, inner]) => [key, withoutDescriptions(inner)]),
  );
}
