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
 * Build-time options of Keycloak. An optimized build starts with `start --optimized` in 14 s on two cores; `start-dev` builds
 * at each start and takes 34 s.
 */
const buildOptions = [
  "--db=dev-file", // an embedded database: `sandbox up` creates the sandbox's realm
  "--health-enabled=true",
  "--metrics-enabled=true",
] as const;

/** Folder with Keycloak, unpacked and built. */
export function keycloakFolder(): string {
  const { artifact, sha256 } = keycloakDistribution;
  return join(imagesFolder(), `keycloak-${contentKey([artifact, sha256, ...buildOptions, debianRoot()])}`);
}

/** Requires the Debian root, whose Java runs the build. @returns whether it had to be made */
export async function makeKeycloak(): Promise<boolean> {
  return makeOnce(keycloakFolder(), async (work) => {
    const zip = await download(join(work, "download"));
    await extractZip(zip, { dir: work });
    await rm(join(work, "download"), { recursive: true });
    await moveUp(join(work, `keycloak-${keycloakDistribution.version}`), work);
    await chmod(join(work, "bin", "kc.sh"), 0o755); // the zip has no file modes
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
      // A separate repository: nothing is stored in the user's ~/.m2, but its settings and mirrors apply.
      ...[`-Dmaven.repo.local=${join(folder, "repository")}`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`],
    ],
  });
  const zip = join(folder, `keycloak-quarkus-dist-${version}.zip`);
  const hash = createHash("sha256");
  await pipeline(createReadStream(zip), hash);
  const found = hash.digest("hex");
  if (found !== sha256) {
    throw new Error(`${artifact} has SHA-256 ${found}, expected ${sha256}: the file is not used`);
  }
  return zip;
}

async function moveUp(folder: string, into: string): Promise<void> {
  for (const name of await readdir(folder)) {
    await rename(join(folder, name), join(into, name));
  }
  await rm(folder, { recursive: true });
}

/** Runs Keycloak's build with the Java of the Debian root, in a mount namespace that ends with it. */
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
