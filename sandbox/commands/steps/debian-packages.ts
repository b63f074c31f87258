import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { runLogged } from "../../logged-command.js";
import { type Report, step } from "../step.js";

/** A program that the cluster runs or calls, and the package that brings it. */
const programs: Readonly<Record<string, string>> = {
  containerd: "containerd",
  runc: "runc",
  etcd: "etcd-server",
  ip: "iproute2",
  ss: "iproute2",
  nft: "nftables",
  iptables: "iptables",
  conntrack: "conntrack",
  openssl: "openssl",
  umount: "mount",
  unshare: "util-linux",
};

const folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Debian's place, then the one that everybody else uses. */
const cniFolders = ["/usr/lib/cni", "/opt/cni/bin"];

export function cniFolder(): string | undefined {
  return cniFolders.find((folder) => existsSync(join(folder, "portmap")) && existsSync(join(folder, "host-local")));
}

/** Packages of the programs that are nowhere to be found; a program from elsewhere (Docker's containerd) is as good. */
export function missingPackages(isThere: (program: string) => boolean, hasCni: boolean): readonly string[] {
  const missing = Object.entries(programs).filter(([program]) => !isThere(program));
  return [...new Set([...missing.map(([, name]) => name), ...(hasCni ? [] : ["containernetworking-plugins"])])];
}

const policyFile = "/usr/sbin/policy-rc.d";

/** Debian starts what it installs: an etcd and a containerd that nobody asked for. This hook tells it not to. */
async function withoutServices(install: () => Promise<void>): Promise<void> {
  if (existsSync(policyFile)) return install();
  await writeFile(policyFile, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await install();
  } finally {
    await rm(policyFile, { force: true });
  }
}

async function install(packages: readonly string[], report: Report): Promise<void> {
  if (!existsSync("/usr/bin/apt-get")) {
    throw new Error(
      `programs are missing, and this is not Debian or Ubuntu: ${packages.join(" ")} (Debian's names)\n` +
        "  next: install them with this system's package manager, then npm run sandbox",
    );
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  report("updating the package lists");
  await runLogged({ name: "apt-get update", command: "apt-get", args: ["update"], env });
  report(`installing ${packages.join(" ")}`);
  // --no-remove: better fail than replace the container runtime of this machine.
  const args = ["install", "--yes", "--no-install-recommends", "--no-remove", ...packages];
  await withoutServices(() => runLogged({ name: "apt-get install", command: "apt-get", args, env }));
}

export const debianPackages = step({
  title: "Debian packages",
  run: async (_context, report) => {
    const isThere = (program: string): boolean => folders.some((folder) => existsSync(join(folder, program)));
    const missing = missingPackages(isThere, cniFolder() !== undefined);
    if (missing.length === 0) return "already there";
    await install(missing, report);
    return `installed ${missing.join(" ")}`;
  },
});
