import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { clusterPaths } from "../cluster/cluster-paths.js";
import { keycloakHost, monitoringHost, type PlatformOutputs, rootCaFile } from "../pulumi/index.js";

/** Addresses and credentials for users and tests. */
export interface SandboxAccess {
  readonly monitoringUrl: string;
  readonly keycloakUrl: string;
  readonly realm: string;
  /** Root certificate of the CA that signed the certificates of both hosts. */
  readonly caFile: string;
  readonly kubeconfig: string;
  /** Password of each user, by user name. */
  readonly users: Readonly<Record<string, string>>;
  readonly keycloakAdmin: { readonly username: string; readonly password: string };
}

/** Contains the cluster's passwords, and is removed with it. */
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

/** @returns whether the file is new or has changed */
export async function writeAccess(access: SandboxAccess): Promise<boolean> {
  const file = accessFile();
  const text = JSON.stringify(access, null, 2);
  const isNew = !existsSync(file) || (await readFile(file, "utf8")) !== text;
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600);
  return isNew;
}

/** @throws if `up` has not completed */
export async function readAccess(): Promise<SandboxAccess> {
  if (!existsSync(accessFile())) {
    throw new Error("the sandbox is not up\n  next: npm run sandbox");
  }
  return JSON.parse(await readFile(accessFile(), "utf8")) as SandboxAccess;
}
