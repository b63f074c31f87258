import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { rootCertificates } from "node:tls";
import { fileURLToPath } from "node:url";

export const keycloakHost = "keycloak.localhost";
export const monitoringHost = "monitoring.localhost";
/** Hosts that applications can have of their own, by application. The platform serves them too. */
export const applicationHosts = {
  prometheus: "prometheus.localhost",
  alertmanager: "alertmanager.localhost",
  grafana: "grafana.localhost",
  tool: "tool.localhost",
} as const;

const providers = ["kubernetes", "keycloak", "random", "tls"] as const;
export type ProviderName = (typeof providers)[number];

/** The Pulumi engine and the providers, as built by the toolchain. */
export interface PulumiTools {
  /** The `pulumi` command. */
  readonly pulumi: string;
  /** Provider binaries, with any file names. */
  readonly providers: Readonly<Record<ProviderName, string>>;
}

/** What the sandbox must have before a Pulumi program can run. */
export interface SandboxContext {
  /** The clone of this project. */
  readonly projectFolder: string;
  /** State of the cluster; Pulumi's own state, keys and logs are beside it and are removed with it. */
  readonly clusterFolder: string;
  readonly kubeconfig: string;
  readonly tools: PulumiTools;
  /** Custom resource definitions, from `buildCrds`. */
  readonly crdsFolder: string;
}

/** A context with the files that the engine needs. */
export interface PulumiWorkspace extends SandboxContext {
  /** Environment of the engine, its plugins and programs. */
  readonly env: Readonly<Record<string, string>>;
  /** Replaces the machine's hosts file for the engine. */
  readonly hostsFile: string;
  /** Folder with copies of the stack configurations. */
  readonly stacksFolder: string;
  readonly logFolder: string;
}

/** The sandbox's root certificate, once the platform is deployed. */
export function rootCaFile(context: Pick<SandboxContext, "clusterFolder">): string {
  return join(context.clusterFolder, "root-ca.crt");
}

/** Creates what is missing and keeps what exists: state and passphrase must outlive a run. */
export async function prepareWorkspace(context: SandboxContext): Promise<PulumiWorkspace> {
  const folder = (name: string): string => join(context.clusterFolder, name);
  const home = folder("pulumi-home");
  for (const made of [home, folder("pulumi-state"), folder("pulumi-stacks"), folder("log")]) {
    await mkdir(made, { recursive: true });
  }
  await linkPlugins(context.tools, join(home, "plugins"));
  const hostsFile = folder("hosts");
  await writeFile(hostsFile, `127.0.0.1 localhost ${keycloakHost} ${monitoringHost}\n::1 localhost\n`);
  return {
    ...context,
    hostsFile,
    stacksFolder: folder("pulumi-stacks"),
    logFolder: folder("log"),
    env: {
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${folder("pulumi-state")}`,
      PULUMI_CONFIG_PASSPHRASE_FILE: await passphraseFile(folder("pulumi-passphrase")),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // The project's own checks compile every program with types; here it would cost seconds per run.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PATH: [dirname(projectNode(context)), process.env.PATH].join(delimiter),
      KUBECONFIG: context.kubeconfig,
      SSL_CERT_FILE: await caBundle(context, folder("ca-bundle.crt")),
    },
  };
}

function projectNode(context: SandboxContext): string {
  return join(context.projectFolder, "node_modules/.bin/node");
}

/**
 * Links the plugins into the folder that the engine reads first, with the versions that the SDK packages require. It would
 * also find them on PATH, but with a message about each of them in every command.
 */
async function linkPlugins(tools: PulumiTools, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const languageHost = fileURLToPath(new URL("bin/pulumi-language-nodejs", import.meta.url));
  await linkPlugin(folder, `language-nodejs-v${packageVersion("@pulumi/pulumi")}`, "language-nodejs", languageHost);
  for (const name of providers) {
    const version = packageVersion(`@pulumi/${name}`);
    await linkPlugin(folder, `resource-${name}-v${version}`, `resource-${name}`, tools.providers[name]);
  }
}

async function linkPlugin(folder: string, versioned: string, name: string, binary: string): Promise<void> {
  await mkdir(join(folder, versioned), { recursive: true });
  await symlink(binary, join(folder, versioned, `pulumi-${name}`));
}

function packageVersion(name: string): string {
  const manifest = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return manifest.version.replace(/^v/, "");
}

/** One passphrase per cluster. It protects the secrets in the stacks' state from a casual look, and in a backup. */
async function passphraseFile(file: string): Promise<string> {
  if (!existsSync(file)) {
    await writeFile(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  await chmod(file, 0o600);
  return file;
}

/** The machine's CAs together with the sandbox's own: Go reads one bundle, to which nothing can be added. */
async function caBundle(context: SandboxContext, file: string): Promise<string> {
  const systemBundle = process.env.SSL_CERT_FILE ?? "/etc/ssl/certs/ca-certificates.crt";
  const system = existsSync(systemBundle) ? await readFile(systemBundle, "utf8") : rootCertificates.join("\n");
  const own = existsSync(rootCaFile(context)) ? await readFile(rootCaFile(context), "utf8") : "";
  await writeFile(file, `${system}\n${own}`);
  return file;
}
