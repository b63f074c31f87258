import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ClusterPaths } from "./cluster-paths.js";
import { apiUrl } from "./network-plan.js";

/** Name of the cluster, the user and the context in every kubeconfig of the sandbox. */
const contextName = "monitoring-sso-sandbox";

export interface Identity {
  readonly caPem: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

function kubeconfigYaml(identity: Identity): string {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: contextName, cluster: { server: apiUrl, "certificate-authority-data": base64(identity.caPem) } },
    ],
    users: [
      {
        name: contextName,
        user: {
          "client-certificate-data": base64(identity.certificatePem),
          "client-key-data": base64(identity.keyPem),
        },
      },
    ],
    contexts: [{ name: contextName, context: { cluster: contextName, user: contextName } }],
    "current-context": contextName,
  });
}

export async function readIdentity(paths: ClusterPaths, name: string): Promise<Identity> {
  const read = (file: string): Promise<string> => readFile(join(paths.pki, file), "utf8");
  const [caPem, certificatePem, keyPem] = await Promise.all([read("ca.crt"), read(`${name}.crt`), read(`${name}.key`)]);
  return { caPem, certificatePem, keyPem };
}

export function componentKubeconfig(paths: ClusterPaths, component: string): string {
  return join(paths.config, `${component}.kubeconfig`);
}

/** Writes the administrator's kubeconfig, and one per component with the permissions of its role only. */
export async function writeKubeconfigs(paths: ClusterPaths): Promise<void> {
  const write = async (identity: string, file: string): Promise<void> =>
    writeFile(file, kubeconfigYaml(await readIdentity(paths, identity)), { mode: 0o600 });
  const components = ["controller-manager", "scheduler", "kube-proxy", "kube-router", "kubelet"];
  await Promise.all([
    write("admin", paths.kubeconfig),
    ...components.map((component) => write(component, componentKubeconfig(paths, component))),
  ]);
}
