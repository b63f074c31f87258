import { Agent } from "undici";
import type { ClusterPaths } from "./cluster-paths.js";
import { readIdentity } from "./kubeconfig.js";
import { apiUrl } from "./network-plan.js";

interface ApiResponse {
  readonly status: number;
  readonly body: string;
}

const timeoutMilliseconds = 5000;

/** Sends one GET to the API server as administrator, without the start-up time of kubectl. */
export async function apiGet(paths: ClusterPaths, path: string): Promise<ApiResponse> {
  const { caPem, certificatePem, keyPem } = await readIdentity(paths, "admin");
  // A new connection each time: a pooled one may belong to an API server that has ended.
  const agent = new Agent({
    connect: { ca: caPem, cert: certificatePem, key: keyPem, timeout: timeoutMilliseconds },
    headersTimeout: timeoutMilliseconds,
    bodyTimeout: timeoutMilliseconds,
  });
  try {
    const { statusCode, body } = await agent.request({ origin: apiUrl, path, method: "GET" });
    return { status: statusCode, body: await body.text() };
  } finally {
    await agent.destroy();
  }
}
