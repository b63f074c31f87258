import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { clusterPaths } from "../cluster/cluster-paths.js";
import { keycloakHost, monitoringHost, rootCaFile, type PlatformOutputs } from "../pulumi/index.js";

/** How people and tests get in. */
export interface SandboxAccess {
  readonly monitoringUrl: string;
  readonly keycloakUrl: string;
  readonly realm: string;
  /** Root certificate that signed both hosts' certificates. */
  readonly caFile: string;
  readonly kubeconfig: string;
  /** Password of each person, by user name. */
  readonly users: Readonly<Record<string, string>>;
  readonly keycloakAdmin: { readonly username: string; readonly password: string };
}

/** Lives and dies with the cluster, whose passwords it holds. */
export function accessFile(): string {
  return join(clusterPaths().folder, "access.json");
}

export function sandboxAccess({ keycloak, realm, users }: PlatformOutputs): SandboxAccess {
  const paths = clusterPaths();
  return {
    monitoringUrl: `https://${monitoringHost}`,
    keycloakUrl: `https://${keycloakHost}`,
    realm,
    caFile: rootCaFile({ clusterFolder: paths.folder }),
    kubeconfig: paths.kubeconfig,
    users,
    keycloakAdmin: { username: keycloak.adminUsername, password: keycloak.adminPassword },
  };
}

/** @returns whether the passwords are new to this cluster */
export async function writeAccess(access: SandboxAccess): Promise<boolean> {
  const file = accessFile();
  const text = JSON.stringify(access, null, 2);
  const isNew = !existsSync(file) || (await readFile(file, "utf8")) !== text;
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600);
  return isNew;
}

/** @throws if `up` has not come to its end */
export async function readAccess(): Promise<SandboxAccess> {
  if (!existsSync(accessFile())) {
    throw new Error("the sandbox is not up\n  next: npm run sandbox");
  }
  return JSON.parse(await readFile(accessFile(), "utf8")) as SandboxAccess;
}
