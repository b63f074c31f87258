import { request } from "node:https";
import type { ClusterPaths } from "./cluster-paths.js";
import { readIdentity } from "./kubeconfig.js";
import { apiUrl } from "./network-plan.js";

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/** One GET to the API server as administrator: a look costs no process start. */
export async function apiGet(paths: ClusterPaths, path: string): Promise<ApiAnswer> {
  const { caPem, certificatePem, keyPem } = await readIdentity(paths, "admin");
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, apiUrl),
      // A connection of its own each time: a pooled one may belong to an API server that is gone.
      { ca: caPem, cert: certificatePem, key: keyPem, agent: false, timeout: 5000 },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
        response.on("error", reject);
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer within 5 s")));
    outgoing.on("error", reject);
    outgoing.end();
  });
}
