import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { imagesFolder } from "../build/cache.js";
import { contentKey } from "../build/content-key.js";
import { makeOnce } from "../build/make-once.js";
import { runLogged } from "../progress/logged-command.js";
import { debianSuite, debianVersions } from "../versions.js";

/** Packages that the images use, each with its reason. */
const packages = [
  "openjdk-21-jre-headless", // Keycloak 26 runs on Java 21
  "ca-certificates-java", // Java's trust store: created when the package is configured, so it must be installed here
  "valkey-server",
  "valkey-tools", // valkey-cli, for the chart's probes
  "prometheus",
  "tini", // the pause image: reaps the zombies of pods that share their process namespace
] as const;

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Folder of a Debian system, from which the images copy what they need. */
export function debianRoot(): string {
  return join(imagesFolder(), `debian-${contentKey([debianSuite, ...packages])}`);
}

/** @returns whether it had to be made */
export async function makeDebianRoot(): Promise<boolean> {
  return makeOnce(debianRoot(), async (work) => {
    const mirror = await machineMirror();
    await runLogged({
      name: "debootstrap",
      command: "unshare",
      // In its own mount namespace: every mount of debootstrap disappears when it ends, even if it is killed.
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

/** The mirror of this machine's apt, if it runs Debian; otherwise debootstrap's default. */
async function machineMirror(): Promise<readonly string[]> {
  const format = "$(ORIGIN) $(LABEL) $(REPO_URI)";
  const { stdout } = await execa("apt-get", ["indextargets", "--format", format, "Created-By: Packages"]);
  const mirror = stdout.split("\n").find((line) => line.startsWith("Debian Debian http"));
  return mirror === undefined ? [] : [mirror.slice("Debian Debian ".length)];
}

/** debootstrap does not read apt's proxy setting; its downloader reads only the environment. */
async function machineProxy(): Promise<Record<string, string>> {
  const { stdout } = await execa("apt-config", ["shell", "proxy", "Acquire::http::Proxy"]);
  const proxy = /^proxy='(.+)'$/m.exec(stdout)?.[1];
  return proxy === undefined || process.env.http_proxy ? {} : { http_proxy: proxy };
}

/** The tag of an image promises a version, which Debian may replace. */
async function checkVersions(root: string): Promise<void> {
  for (const [name, expected] of Object.entries(debianVersions)) {
    const { stdout: found } = await execa("chroot", [root, "dpkg-query", "-W", "-f", "${Version}", name]);
    if (found.startsWith(expected)) {
      continue;
    }
    throw new Error(
      `Debian ${debianSuite} has ${name} ${found}, the sandbox expects ${expected}; change debianVersions in sandbox/versions.ts`,
    );
  }
}
