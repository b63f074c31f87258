import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { imagesFolder } from "../build/cache.js";
import { contentKey } from "../build/content-key.js";
import { makeOnce } from "../build/make-once.js";
import { runLogged } from "../progress/logged-command.js";
import { debianSuite, debianVersions } from "../versions.js";

/** What the images take from Debian, each with its reason. */
const packages = [
  "openjdk-21-jre-headless", // Keycloak 26 runs on Java 21
  "ca-certificates-java", // Java's trust store: built when the package is configured, so it must be here
  "valkey-server",
  "valkey-tools", // valkey-cli, for the chart's probes
  "prometheus",
  "tini", // the pause image: reaps the zombies of pods that share their process namespace
] as const;

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** A Debian system in a folder; the images copy what they need out of it. */
export function debianRoot(): string {
  return join(imagesFolder(), `debian-${contentKey([debianSuite, ...packages])}`);
}

/** @returns whether there was something to make */
export async function makeDebianRoot(): Promise<boolean> {
  return makeOnce(debianRoot(), async (work) => {
    const mirror = await machineMirror();
    await runLogged({
      name: "debootstrap",
      command: "unshare",
      // A mount namespace of its own: whatever debootstrap mounts is gone when it ends, also when it is killed.
      args: [
        ...["--mount", "--pid", "--fork", "--kill-child", "debootstrap", "--variant=minbase"],
        ...(existsSync(keyring) ? [`--keyring=${keyring}`] : []),
        ...[`--include=${packages.join(",")}`, debianSuite, work, ...mirror],
      ],
      env: await machineProxy(),
    });
    await checkVersions(work);
  });
}

/** The mirror this machine's own apt uses, if it is a Debian machine; else debootstrap's default. */
async function machineMirror(): Promise<readonly string[]> {
  const format = "$(ORIGIN) $(LABEL) $(REPO_URI)";
  const { stdout } = await execa("apt-get", ["indextargets", "--format", format, "Created-By: Packages"]);
  const mirror = stdout.split("\n").find((line) => line.startsWith("Debian Debian http"));
  return mirror === undefined ? [] : [mirror.slice("Debian Debian ".length)];
}

/** debootstrap knows nothing of apt's proxy setting, its downloader only the environment. */
async function machineProxy(): Promise<Record<string, string>> {
  const { stdout } = await execa("apt-config", ["shell", "proxy", "Acquire::http::Proxy"]);
  const proxy = /^proxy='(.+)'$/m.exec(stdout)?.[1];
  return proxy === undefined || process.env.http_proxy ? {} : { http_proxy: proxy };
}

/** An image's tag promises a version that Debian may leave behind. */
async function checkVersions(root: string): Promise<void> {
  for (const [name, expected] of Object.entries(debianVersions)) {
    const { stdout: found } = await execa("chroot", [root, "dpkg-query", "-W", "-f", "${Version}", name]);
    if (found.startsWith(expected)) {
      continue;
    }
    throw new Error(
      `Debian ${debianSuite} has ${name} ${found}, the sandbox promises ${expected}; change debianVersions in sandbox/versions.ts`,
    );
  }
}
