import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HttpSession } from "../http/http-session.js";
import { waitFor } from "../wait/wait-for.js";
import { type Kubernetes, namespace } from "./pods/kubernetes.js";
import { runInPod } from "./pods/run-in-pod.js";
import { type SandboxFixture, useSandbox } from "./stacks/use-sandbox.js";
import { prometheusQuery } from "./users/requests.js";

const proxyPods = { namespace, labelSelector: "app.kubernetes.io/name=oauth2-proxy" };

describe("sessions", () => {
  const sandbox = useSandbox({ users: ["viewer"] });

  it("put neither token nor name into the browser's cookie", async () => {
    const cookies = await sandbox.as("viewer").cookies.getCookies(sandbox.access.monitoringUrl);
    const ticket = cookies.find(({ key }) => key === "__Host-oauth2_proxy");
    assert.ok(ticket);
    const decoded = Buffer.from(decodeURIComponent(ticket.value).split("|")[0] ?? "", "base64url").toString("latin1");
    assert.doesNotMatch(decoded, /eyJ|viewer/);
  });

  it("are stored in Valkey encrypted, where the proxy's own account cannot list them", async () => {
    // The proxy's account may run only the few commands that the proxy needs, and `KEYS` is not one of them.
    const listing = await inValkey(sandbox, "KEYS '*'");
    assert.match(listing, /NOPERM/);
    const key = await ticketId(sandbox.as("viewer"), sandbox);
    const stored = await inValkey(sandbox, `GET '${key}'`);
    assert.ok(stored.length > 500, `a session is stored under ${key}: ${stored.length} bytes`);
    assert.doesNotMatch(stored, /eyJ|viewer|homelab/);
  });

  it("are shared by two proxies: a user stays signed in when either of them is gone", async () => {
    const { items: pods } = await sandbox.cluster.core.listNamespacedPod(proxyPods);
    assert.equal(pods.length, 2);
    for (const pod of pods) {
      await sandbox.cluster.core.deleteNamespacedPod({
        name: pod.metadata?.name ?? "",
        namespace,
        gracePeriodSeconds: 0,
      });
      await waitUntilAnswered(sandbox);
      await waitForProxies(sandbox.cluster, 2);
    }
  });
});

/**
 * Waits until the edge no longer sends requests to the pod that is gone. Until then a request may fail with the edge's own error,
 * but the user is never asked to sign in.
 */
async function waitUntilAnswered(sandbox: SandboxFixture): Promise<void> {
  await waitFor({
    awaiting: "the other proxy's answer",
    limitSeconds: 30,
    observe: async () => {
      const { status } = await sandbox.as("viewer").send(sandbox.url(prometheusQuery));
      assert.ok(status === 200 || status >= 500, `the session is lost: the edge answers ${status}`);
      return status === 200 ? { met: true } : { met: false, state: `the edge answers ${status}` };
    },
    next: "npm run sandbox -- logs oauth2-proxy",
  });
}

async function waitForProxies(cluster: Kubernetes, wanted: number): Promise<void> {
  await waitFor({
    awaiting: `${wanted} ready proxies`,
    limitSeconds: 60,
    observe: async () => {
      const { items } = await cluster.core.listNamespacedPod(proxyPods);
      const ready = items.filter(
        ({ metadata, status }) =>
          metadata?.deletionTimestamp === undefined &&
          status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True"),
      );
      const isSettled = ready.length === wanted && items.length === wanted;
      return isSettled ? { met: true } : { met: false, state: `${ready.length} ready of ${items.length}` };
    },
    next: "npm run sandbox -- logs oauth2-proxy",
  });
}

/** The key of a session in the store. The cookie contains `v2.<key>.<encryption key>`, each part in base64url. */
async function ticketId(session: HttpSession, sandbox: SandboxFixture): Promise<string> {
  const cookies = await session.cookies.getCookies(sandbox.access.monitoringUrl);
  const value = decodeURIComponent(cookies.find(({ key }) => key === "__Host-oauth2_proxy")?.value ?? "");
  const [encoded = ""] = value.split("|");
  const [, key = ""] = Buffer.from(encoded, "base64url").toString("utf8").split(".");
  return Buffer.from(key, "base64url").toString("utf8");
}

/** Runs a command of the Redis protocol in the pod of the session store. */
async function inValkey(sandbox: SandboxFixture, command: string): Promise<string> {
  const { cluster } = sandbox;
  const { items } = await cluster.core.listNamespacedPod({ namespace, labelSelector: "app.kubernetes.io/name=valkey" });
  const pod = items[0]?.metadata?.name;
  assert.ok(pod, "there is a Valkey pod");
  const secret = await cluster.core.readNamespacedSecret({ name: "valkey-credentials", namespace });
  const password = Buffer.from(secret.data?.["redis-password"] ?? "", "base64").toString("utf8");
  return runInPod(sandbox.access.kubeconfig, {
    pod,
    container: "valkey",
    command: ["sh", "-c", "valkey-cli --tls --cacert /tls/ca.crt --no-auth-warning --raw 2>&1"],
    input: `AUTH default ${password}\n${command}\n`,
  });
}
