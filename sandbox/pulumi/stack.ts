import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { images } from "../versions.js";
import { type Progress, runEngine } from "./engine.js";
import {
  applicationHosts,
  keycloakHost,
  monitoringHost,
  type PulumiWorkspace,
  type SandboxContext,
} from "./workspace.js";

export const stackName = "sandbox";

/** The programs of the sandbox, in the order of deployment; only tests deploy the last two. */
export const projects = ["platform", "realm", "product", "application", "adoption"] as const;
export type Project = (typeof projects)[number];

/** Values of a stack's configuration file. */
export type StackConfig = Readonly<Record<string, unknown>>;

export interface StackOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  /** Laid over the committed configuration, key by key. */
  readonly config?: StackConfig;
}

interface StackFile {
  encryptionsalt?: string;
  config?: Record<string, unknown>;
}

export function projectFolder(workspace: Pick<PulumiWorkspace, "projectFolder">, project: Project): string {
  return project === "product" ? workspace.projectFolder : join(workspace.projectFolder, "sandbox", project);
}

/** The copy of the stack's configuration, to which the engine may write. */
export function configFile(workspace: PulumiWorkspace, project: Project): string {
  return join(workspace.stacksFolder, project, `Pulumi.${stackName}.yaml`);
}

/** Creates the stack if it does not exist, and writes its configuration from the committed file. */
export async function prepareStack(
  workspace: PulumiWorkspace,
  project: Project,
  options: StackOptions = {},
): Promise<void> {
  await removeStaleLocks(workspace);
  const file = configFile(workspace, project);
  const salt = (await readStackFile(file)).encryptionsalt ?? (await createStack(workspace, project, options));
  const committed = await readStackFile(join(projectFolder(workspace, project), `Pulumi.${stackName}.yaml`));
  const config = { ...committed.config, ...machineConfig(workspace, project), ...options.config };
  await writeFile(file, stringify({ ...(salt ? { encryptionsalt: salt } : {}), config }));
}

/** Configuration that depends on this machine, and so is in no committed file. */
function machineConfig(workspace: PulumiWorkspace, project: Project): StackConfig {
  switch (project) {
    case "platform":
      return {
        "sandbox-platform:images": { coredns: images.coredns, traefik: images.traefik, keycloak: images.keycloak },
        "sandbox-platform:crdsFolder": workspace.crdsFolder,
        "sandbox-platform:keycloakHost": keycloakHost,
        "sandbox-platform:monitoringHost": monitoringHost,
        "sandbox-platform:applicationHosts": Object.values(applicationHosts),
      };
    case "application":
      return { "sandbox-application:image": images.goHttpbin };
    case "realm":
    case "product":
    case "adoption":
      return {};
  }
}

/**
 * Creates the stack from a copy of the project file: the engine writes the encryption salt of the stack beside the project
 * file, and the clone must stay unchanged.
 */
async function createStack(
  workspace: PulumiWorkspace,
  project: Project,
  options: StackOptions,
): Promise<string | undefined> {
  const folder = join(workspace.stacksFolder, project);
  await mkdir(folder, { recursive: true });
  await copyFile(join(projectFolder(workspace, project), "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  await runEngine(workspace, {
    args: ["stack", "init", stackName, "--no-select", "--secrets-provider", "passphrase"],
    folder,
    log: `pulumi-${project}-init`,
    ...options,
  }).catch((error: unknown) => {
    if (!(error instanceof Error && error.message.includes("already exists"))) {
      throw error;
    }
  });
  return (await readStackFile(configFile(workspace, project))).encryptionsalt;
}

async function readStackFile(file: string): Promise<StackFile> {
  return existsSync(file) ? ((parse(await readFile(file, "utf8")) as StackFile | null) ?? {}) : {};
}

type Operation = "up" | "preview" | "destroy";

async function operate(
  workspace: PulumiWorkspace,
  project: Project,
  [operation, ...flags]: readonly [Operation, ...string[]],
  options: StackOptions,
): Promise<void> {
  await prepareStack(workspace, project, options);
  await runEngine(workspace, {
    args: [operation, "--stack", stackName, "--config-file", configFile(workspace, project), ...flags],
    folder: projectFolder(workspace, project),
    log: `pulumi-${project}-${operation}`,
    ...options,
  });
}

/**
 * Deploys the stack. The state is refreshed first, so that what was lost with a pod or a cluster is created again instead of
 * failing the update.
 */
export function pulumiUp(workspace: PulumiWorkspace, project: Project, options: StackOptions = {}): Promise<void> {
  return operate(workspace, project, ["up", "--yes", "--skip-preview", "--refresh"], options);
}

/** Fails unless the next update would change nothing. */
export function expectNoChanges(
  workspace: PulumiWorkspace,
  project: Project,
  options: StackOptions = {},
): Promise<void> {
  return operate(workspace, project, ["preview", "--refresh", "--diff", "--expect-no-changes"], options);
}

export function pulumiDestroy(workspace: PulumiWorkspace, project: Project, options: StackOptions = {}): Promise<void> {
  return operate(workspace, project, ["destroy", "--yes", "--skip-preview", "--refresh"], options);
}

/** The stack's state, as the engine's file backend keeps it. */
export async function readState(workspace: SandboxContext, project: Project): Promise<string> {
  const { name } = parse(await readFile(join(projectFolder(workspace, project), "Pulumi.yaml"), "utf8")) as {
    name: string;
  };
  return readFile(join(workspace.clusterFolder, "pulumi-state/.pulumi/stacks", name, `${stackName}.json`), "utf8");
}

/** A killed engine leaves its lock behind, which would block every later update. */
async function removeStaleLocks(workspace: PulumiWorkspace): Promise<void> {
  const locks = join(workspace.clusterFolder, "pulumi-state/.pulumi/locks");
  const entries = existsSync(locks) ? await readdir(locks, { recursive: true, withFileTypes: true }) : [];
  for (const entry of entries.filter((candidate) => candidate.isFile() && candidate.name.endsWith(".json"))) {
    const file = join(entry.parentPath, entry.name);
    const { pid } = JSON.parse(await readFile(file, "utf8")) as { pid: number };
    if (!isRunning(pid)) {
      await rm(file, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}
