import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { HttpSession } from "../http/http-session.js";
import { waitFor } from "../wait/wait-for.js";
import { kubernetes, namespace, type Kubernetes } from "./pods/kubernetes.js";
import { runInPod } from "./pods/run-in-pod.js";
import { theWorld, type World } from "./stacks/world.js";

const proxyPods = { namespace, labelSelector: "app.kubernetes.io/name=oauth2-proxy" };

describe("sessions", () => {
  let world: World;
  let cluster: Kubernetes;
  let viewer: HttpSession;

  before(async () => {
    world = await theWorld();
    cluster = kubernetes(world.access.kubeconfig);
    viewer = await world.signedIn("viewer");
  });
  after(() => viewer.close());

  it("hold no token and no name in the browser's cookie", async () => {
    const cookies = await viewer.cookies.getCookies(world.access.monitoringUrl);
    const ticket = cookies.find(({ key }) => key === "__Host-oauth2_proxy");
    assert.ok(ticket);
    const decoded = Buffer.from(decodeURIComponent(ticket.value).split("|")[0] ?? "", "base64url").toString("latin1");
    assert.doesNotMatch(decoded, /eyJ|viewer/);
  });

  it("are in Valkey, where nobody can list them and their content is not readable", async () => {
    // The proxy's own user may run the few commands the proxy needs; listing keys is not one of them.
    const listing = await inValkey(world, "KEYS '*'");
    assert.match(listing, /NOPERM/);
    const key = await ticketId(viewer, world);
    const stored = await inValkey(world, `GET '${key}'`);
    assert.ok(stored.length > 500, `a session is stored under ${key}: ${stored.length} bytes`);
    assert.doesNotMatch(stored, /eyJ|viewer|homelab/);
  });

  it("are shared by two proxies: with either of them gone a person is still signed in", async () => {
    const { items: pods } = await cluster.core.listNamespacedPod(proxyPods);
    assert.equal(pods.length, 2);
    for (const pod of pods) {
      await cluster.core.deleteNamespacedPod({ name: pod.metadata?.name ?? "", namespace, gracePeriodSeconds: 0 });
      const answer = await viewer.send(world.url("/prometheus/api/v1/query?query=up"));
      assert.equal(answer.status, 200);
      await waitForProxies(cluster, 2);
    }
  });
});

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

/** The key of a session in the store; the cookie holds `v2.<key>.<encryption key>`, each part in base64url. */
async function ticketId(session: HttpSession, world: World): Promise<string> {
  const cookies = await session.cookies.getCookies(world.access.monitoringUrl);
  const value = decodeURIComponent(cookies.find(({ key }) => key === "__Host-oauth2_proxy")?.value ?? "");
  const [encoded = ""] = value.split("|");
  const [, key = ""] = Buffer.from(encoded, "base64url").toString("utf8").split(".");
  return Buffer.from(key, "base64url").toString("utf8");
}

/** Runs a command of the Redis protocol in the store's own pod. */
async function inValkey(world: World, command: string): Promise<string> {
  const cluster = kubernetes(world.access.kubeconfig);
  const { items } = await cluster.core.listNamespacedPod({ namespace, labelSelector: "app.kubernetes.io/name=valkey" });
  const pod = items[0]?.metadata?.name;
  assert.ok(pod, "there is a Valkey pod");
  const secret = await cluster.core.readNamespacedSecret({ name: "valkey-credentials", namespace });
  const password = Buffer.from(secret.data?.["redis-password"] ?? "", "base64").toString("utf8");
  return runInPod(world.access.kubeconfig, {
    pod,
    container: "valkey",
    command: ["sh", "-c", "valkey-cli --tls --cacert /tls/ca.crt --no-auth-warning --raw 2>&1"],
    input: `AUTH default ${password}\n${command}\n`,
  });
}
