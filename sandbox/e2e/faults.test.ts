import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { execa } from "execa";
import { HttpSession } from "../http/http-session.js";
import { signIn } from "../http/sign-in.js";
import { waitFor } from "../wait/wait-for.js";
import { keycloakAdmin } from "./keycloak/admin.js";
import { kubernetes, namespace, type Kubernetes } from "./pods/kubernetes.js";
import { theWorld, type World } from "./stacks/world.js";

const protectedPath = "/prometheus/classic/graph";
const apiPath = "/prometheus/api/v1/query?query=up";

/** Each fault closes the door for newcomers, and ends without anybody touching the stack. */
describe("while something is broken nobody gets in", () => {
  let world: World;
  let cluster: Kubernetes;

  before(async () => {
    world = await theWorld();
    cluster = kubernetes(world.access.kubeconfig);
  });

  /** What a person with a password and the role sees who tries to get in. */
  const attempt = async (): Promise<string> => {
    const session = new HttpSession(world.access.caFile);
    try {
      const answer = await signIn(session, world.url(protectedPath), world.credentials("viewer"));
      return String(answer.status);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await session.close();
    }
  };
  const expectWayIn = () =>
    waitFor({
      awaiting: "the way in to open again",
      limitSeconds: 180,
      observe: async () => {
        const outcome = await attempt();
        return outcome === "200" ? { met: true } : { met: false, state: outcome };
      },
      next: "npm run sandbox -- logs oauth2-proxy",
      pollMilliseconds: 1000,
    });
  const expectClosed = async (): Promise<void> => {
    assert.notEqual(await attempt(), "200");
    const stranger = await world.stranger().send(world.url(apiPath));
    assert.ok(stranger.status >= 400, `a stranger's program got ${stranger.status}`);
  };
  const scale = async (name: string, inNamespace: string, replicas: number): Promise<void> => {
    await cluster.apps.patchNamespacedDeploymentScale({
      name,
      namespace: inNamespace,
      body: [{ op: "replace", path: "/spec/replicas", value: replicas }],
    });
    await waitFor({
      awaiting: `${replicas} ready pods of ${name}`,
      limitSeconds: 120,
      observe: async () => {
        const { status } = await cluster.apps.readNamespacedDeployment({ name, namespace: inNamespace });
        const ready = status?.readyReplicas ?? 0;
        return ready === replicas && (status?.replicas ?? 0) === replicas
          ? { met: true }
          : { met: false, state: `${ready} ready` };
      },
      next: `npm run sandbox -- logs ${name}`,
    });
  };

  after(expectWayInAtTheEnd);
  async function expectWayInAtTheEnd(): Promise<void> {
    await expectWayIn();
  }

  it("with a client secret that Keycloak does not know", async () => {
    const admin = keycloakAdmin(world);
    const secret = await admin.clientSecret("oauth2-proxy");
    await admin.setClientSecret("oauth2-proxy", "not-the-secret");
    try {
      await expectClosed();
    } finally {
      await admin.setClientSecret("oauth2-proxy", secret);
    }
    await expectWayIn();
  });

  it("with another authority in the CA bundle", async () => {
    const name = "ca-bundle";
    const { data } = await cluster.core.readNamespacedSecret({ name, namespace });
    const right = data?.["ca.crt"];
    assert.ok(right, "the bundle has a certificate");
    const replace = (value: string) =>
      cluster.core.patchNamespacedSecret({
        name,
        namespace,
        body: [{ op: "replace", path: "/data/ca.crt", value }],
      });
    await replace(Buffer.from(await strangeAuthority()).toString("base64"));
    try {
      await restartProxies(cluster);
      await expectClosed();
    } finally {
      await replace(right);
    }
    await expectWayIn();
  });

  it("with Valkey gone", async () => {
    const viewer = await world.signedIn("viewer");
    await scale("valkey", namespace, 0);
    try {
      await expectClosed();
      const { status } = await viewer.send(world.url(apiPath));
      assert.ok(status >= 400, `whoever was signed in got ${status}`);
    } finally {
      await scale("valkey", namespace, 1);
    }
    await expectWayIn();
    await viewer.close();
  });

  it("with Keycloak out of reach", async () => {
    // Its Service leads nowhere: to stop its pod would lose the realm, which lives in the pod.
    const point = (selector: string) =>
      cluster.core.patchNamespacedService({
        name: "keycloak",
        namespace: "keycloak",
        body: [{ op: "replace", path: "/spec/selector/app.kubernetes.io~1name", value: selector }],
      });
    await point("nowhere");
    try {
      await waitFor({
        awaiting: "Keycloak to be out of reach",
        limitSeconds: 30,
        observe: async () => {
          const { status } = await world.stranger().send(`${world.access.keycloakUrl}/realms/${world.access.realm}`);
          return status >= 500 || status === 404 ? { met: true } : { met: false, state: String(status) };
        },
        next: "npm run sandbox -- status",
      });
      await expectClosed();
    } finally {
      await point("keycloak");
    }
    await expectWayIn();
  });
});

/** Replaces the proxies' pods and waits until every new one has failed to start. */
async function restartProxies(cluster: Kubernetes): Promise<void> {
  const selected = { namespace, labelSelector: "app.kubernetes.io/name=oauth2-proxy" };
  const { items: before } = await cluster.core.listNamespacedPod(selected);
  const old = new Set(before.map(({ metadata }) => metadata?.name));
  await cluster.core.deleteCollectionNamespacedPod({ ...selected, gracePeriodSeconds: 0 });
  await waitFor({
    awaiting: "every proxy to have failed to start",
    limitSeconds: 90,
    observe: async () => {
      const { items } = await cluster.core.listNamespacedPod(selected);
      const failed = items.filter(
        ({ metadata, status }) =>
          !old.has(metadata?.name) && status?.containerStatuses?.every(({ restartCount }) => restartCount > 0),
      );
      const isSettled = items.length === old.size && failed.length === items.length;
      return isSettled ? { met: true } : { met: false, state: `${failed.length} of ${items.length} failed` };
    },
    next: "npm run sandbox -- logs oauth2-proxy",
  });
}

/** A valid certificate of an authority that signed nothing here. */
async function strangeAuthority(): Promise<string> {
  const { stdout } = await execa("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -days 1".split(" "),
    ...["-subj", "/CN=somebody else"],
  ]);
  return stdout;
}
