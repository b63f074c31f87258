import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { execa } from "execa";
import { contentKey, folderContent } from "../build/content-key.js";
import { type Project, projectFolder, readState, stackName } from "./stack.js";
import { fingerprintOf, type LiveObject, objectsOf } from "./state-objects.js";
import type { SandboxContext } from "./workspace.js";

/** What `up` deploys. */
const deployed: readonly Project[] = ["platform", "realm", "product"];

/** What the last complete deployment was made from, and what it left in the cluster. */
interface DeploymentRecord {
  readonly sources: string;
  readonly cluster: string;
}

interface RecordedSandbox extends SandboxContext {
  readonly kubectl: string;
}

function recordFile({ clusterFolder }: SandboxContext): string {
  return join(clusterFolder, "deployment.json");
}

/**
 * Whether a deployment would change nothing: its sources and its state are those of the last one, and the cluster has every
 * object as that one left it. The engine would find out the same, in half a minute. Neither looks into Helm releases; what
 * somebody changes in a running Keycloak by hand is the one thing that only the engine notices.
 */
export async function isDeployed(sandbox: RecordedSandbox): Promise<boolean> {
  try {
    const record = JSON.parse(await readFile(recordFile(sandbox), "utf8")) as DeploymentRecord;
    return record.sources === (await sourcesKey(sandbox)) && record.cluster === (await clusterKey(sandbox));
  } catch {
    return false; // No record, or an object is missing: the deployment finds out what to do, or what is wrong.
  }
}

/** Records a complete deployment. */
export async function recordDeployment(sandbox: RecordedSandbox): Promise<void> {
  const record: DeploymentRecord = { sources: await sourcesKey(sandbox), cluster: await clusterKey(sandbox) };
  await writeFile(recordFile(sandbox), JSON.stringify(record));
}

/** Makes the next `up` deploy. */
export async function forgetDeployment(sandbox: Pick<SandboxContext, "clusterFolder">): Promise<void> {
  await rm(join(sandbox.clusterFolder, "deployment.json"), { force: true });
}

/** Everything that the programs are made from and configured with, and the states that they have left. */
async function sourcesKey(sandbox: RecordedSandbox): Promise<string> {
  const { projectFolder: root, tools, crdsFolder } = sandbox;
  const programs = await Promise.all(deployed.map((project) => programContent(sandbox, project)));
  return contentKey([
    JSON.stringify([tools, crdsFolder]),
    ...(await Promise.all(
      ["package-lock.json", "sandbox/versions.ts"].map((file) => readFile(join(root, file), "utf8")),
    )),
    ...(await folderContent(join(root, "sandbox/charts"))),
    ...(await folderContent(join(root, "sandbox/pulumi"))),
    ...programs.flat(),
  ]);
}

async function programContent(sandbox: RecordedSandbox, project: Project): Promise<string[]> {
  const folder = projectFolder(sandbox, project);
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ["index.ts"],
    bundle: true,
    packages: "external",
    platform: "node",
    write: false,
  });
  const stackFile = `Pulumi.${stackName}.yaml`;
  return [
    ...outputFiles.map(({ text }) => text),
    await readFile(join(folder, "Pulumi.yaml"), "utf8"),
    await readFile(join(folder, stackFile), "utf8").catch(() => ""),
    await readState(sandbox, project),
  ];
}

/** @throws if an object is missing */
async function clusterKey(sandbox: RecordedSandbox): Promise<string> {
  const { kubectl, kubeconfig } = sandbox;
  const get = async (args: readonly string[], input = ""): Promise<string> =>
    (await execa(kubectl, ["--kubeconfig", kubeconfig, "get", ...args], { input })).stdout;
  const states = await Promise.all(deployed.map((project) => readState(sandbox, project)));
  const items = states.flatMap(objectsOf);
  const [live, keycloak] = await Promise.all([
    get(["-f", "-", "-o", "json"], JSON.stringify({ apiVersion: "v1", kind: "List", items })),
    // Keycloak keeps the realm in its pod.
    get(["pods", "--namespace", "keycloak", "-o", "jsonpath={.items[*].metadata.uid}"]),
  ]);
  return contentKey([fingerprintOf((JSON.parse(live) as { items: LiveObject[] }).items), keycloak]);
}
