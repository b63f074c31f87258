import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import extractZip from "extract-zip";
import { imagesFolder } from "../build/cache.js";
import { contentKey } from "../build/content-key.js";
import { makeOnce } from "../build/make-once.js";
import { runLogged } from "../progress/logged-command.js";
import { keycloakDistribution, mavenDependencyPlugin } from "../versions.js";
import { debianRoot } from "./debian-root.js";

/**
 * Options that Keycloak fixes when it is built. Built ahead it starts with `start --optimized` in 14 s on two cores;
 * `start-dev` rebuilds itself at each start and takes 34 s.
 */
const buildOptions = [
  "--db=dev-file", // an embedded database: the sandbox's realm is made anew by `sandbox up`
  "--health-enabled=true",
  "--metrics-enabled=true",
] as const;

/** Keycloak, unpacked and built. */
export function keycloakFolder(): string {
  const { artifact, sha256 } = keycloakDistribution;
  return join(imagesFolder(), `keycloak-${contentKey([artifact, sha256, ...buildOptions, debianRoot()])}`);
}

/** Needs the Debian root, whose Java runs the build. @returns whether there was something to make */
export async function makeKeycloak(): Promise<boolean> {
  return makeOnce(keycloakFolder(), async (work) => {
    const zip = await download(join(work, "download"));
    await extractZip(zip, { dir: work });
    await rm(join(work, "download"), { recursive: true });
    await moveUp(join(work, `keycloak-${keycloakDistribution.version}`), work);
    await chmod(join(work, "bin", "kc.sh"), 0o755); // the zip holds no modes
    await build(work);
  });
}

async function download(folder: string): Promise<string> {
  await mkdir(folder);
  const { artifact, version, sha256 } = keycloakDistribution;
  await runLogged({
    name: "download keycloak",
    command: "mvn",
    args: [
      ...["--batch-mode", "--no-transfer-progress", `${mavenDependencyPlugin}:copy`],
      // A repository of its own: a person's ~/.m2 keeps nothing of this, their settings and mirrors still count.
      ...[`-Dmaven.repo.local=${join(folder, "repository")}`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`],
    ],
  });
  const zip = join(folder, `keycloak-quarkus-dist-${version}.zip`);
  const hash = createHash("sha256");
  await pipeline(createReadStream(zip), hash);
  const found = hash.digest("hex");
  if (found !== sha256) {
    throw new Error(`${artifact} has SHA-256 ${found}, expected ${sha256}: it is not used`);
  }
  return zip;
}

async function moveUp(folder: string, into: string): Promise<void> {
  for (const name of await readdir(folder)) {
    await rename(join(folder, name), join(into, name));
  }
  await rm(folder, { recursive: true });
}

/** Runs Keycloak's build with the root's Java; the mounts are in a namespace that ends with it. */
async function build(folder: string): Promise<void> {
  const script = [
    'mkdir -p "$1/opt/keycloak"',
    'mount --bind "$2" "$1/opt/keycloak"',
    'mount -t proc proc "$1/proc"',
    'root=$1; shift 2; exec chroot "$root" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 /opt/keycloak/bin/kc.sh build "$@"',
  ].join(" && ");
  await runLogged({
    name: "build keycloak",
    command: "unshare",
    args: [
      ...["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script],
      ...["sh", debianRoot(), folder, ...buildOptions],
    ],
  });
}
