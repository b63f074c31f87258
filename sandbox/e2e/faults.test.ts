import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { execa } from "execa";
import { HttpSession } from "../http/http-session.js";
import { signIn } from "../http/sign-in.js";
import { waitFor } from "../wait/wait-for.js";
import { keycloakAdmin } from "./keycloak/admin.js";
import { type Kubernetes, namespace } from "./pods/kubernetes.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { graphPage, prometheusQuery } from "./users/requests.js";

/** During each fault no user can sign in. Once it is repaired the stack recovers without a change to it. */
describe("during a fault no user is signed in", () => {
  const sandbox = useSandbox();

  /** The outcome of a sign-in with the right password and role. */
  const attemptSignIn = async (): Promise<string> => {
    const session = new HttpSession(sandbox.access.caFile);
    try {
      const answer = await signIn(session, sandbox.url(graphPage), sandbox.credentials("viewer"));
      return String(answer.status);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await session.close();
    }
  };
  const expectSignIn = () =>
    waitFor({
      awaiting: "a sign-in to succeed again",
      limitSeconds: 180,
      observe: async () => {
        const outcome = await attemptSignIn();
        return outcome === "200" ? { met: true } : { met: false, state: outcome };
      },
      next: "npm run sandbox -- logs oauth2-proxy",
      pollMilliseconds: 1000,
    });
  const expectNoSignIn = async (): Promise<void> => {
    assert.notEqual(await attemptSignIn(), "200");
    const { status } = await sandbox.anonymous().send(sandbox.url(prometheusQuery));
    assert.ok(status >= 400, `an anonymous API client got ${status}`);
  };
  const scale = async (name: string, inNamespace: string, replicas: number): Promise<void> => {
    await sandbox.cluster.apps.patchNamespacedDeploymentScale({
      name,
      namespace: inNamespace,
      body: [{ op: "replace", path: "/spec/replicas", value: replicas }],
    });
    await waitFor({
      awaiting: `${replicas} ready pods of ${name}`,
      limitSeconds: 120,
      observe: async () => {
        const { status } = await sandbox.cluster.apps.readNamespacedDeployment({ name, namespace: inNamespace });
        const ready = status?.readyReplicas ?? 0;
        return ready === replicas && (status?.replicas ?? 0) === replicas
          ? { met: true }
          : { met: false, state: `${ready} ready` };
      },
      next: `npm run sandbox -- logs ${name}`,
    });
  };

  after(expectSignIn);

  it("with a client secret that Keycloak does not know", async () => {
    const admin = keycloakAdmin(sandbox);
    const secret = await admin.clientSecret("oauth2-proxy");
    await admin.setClientSecret("oauth2-proxy", "not-the-secret");
    try {
      await expectNoSignIn();
    } finally {
      await admin.setClientSecret("oauth2-proxy", secret);
    }
    await expectSignIn();
  });

  it("with another CA in the bundle", async () => {
    const name = "ca-bundle";
    const { data } = await sandbox.cluster.core.readNamespacedSecret({ name, namespace });
    const right = data?.["ca.crt"];
    assert.ok(right, "the bundle has a certificate");
    const replace = (value: string) =>
      sandbox.cluster.core.patchNamespacedSecret({
        name,
        namespace,
        body: [{ op: "replace", path: "/data/ca.crt", value }],
      });
    await replace(Buffer.from(await foreignCa()).toString("base64"));
    try {
      await restartProxies(sandbox.cluster);
      await expectNoSignIn();
    } finally {
      await replace(right);
    }
    await expectSignIn();
  });

  it("with Valkey stopped", async () => {
    const viewer = await sandbox.signedIn("viewer");
    await scale("valkey", namespace, 0);
    try {
      await expectNoSignIn();
      const { status } = await viewer.send(sandbox.url(prometheusQuery));
      assert.ok(status >= 400, `the signed-in viewer got ${status}`);
    } finally {
      await scale("valkey", namespace, 1);
    }
    await expectSignIn();
  });

  it("with Keycloak unreachable", async () => {
    // Its Service selects no pod. Stopping the pod would lose the realm, which is stored in it.
    const point = (selector: string) =>
      sandbox.cluster.core.patchNamespacedService({
        name: "keycloak",
        namespace: "keycloak",
        body: [{ op: "replace", path: "/spec/selector/app.kubernetes.io~1name", value: selector }],
      });
    await point("nowhere");
    try {
      await waitFor({
        awaiting: "Keycloak to become unreachable",
        limitSeconds: 30,
        observe: async () => {
          const { status } = await sandbox
            .anonymous()
            .send(`${sandbox.access.keycloakUrl}/realms/${sandbox.access.realm}`);
          return status >= 500 || status === 404 ? { met: true } : { met: false, state: String(status) };
        },
        next: "npm run sandbox -- status",
      });
      await expectNoSignIn();
    } finally {
      await point("keycloak");
    }
    await expectSignIn();
  });
});

/** Replaces the proxies' pods and waits until every new one has failed to start. */
async function restartProxies(cluster: Kubernetes): Promise<void> {
  const selected = { namespace, labelSelector: "app.kubernetes.io/name=oauth2-proxy" };
  const { items: before } = await cluster.core.listNamespacedPod(selected);
  const old = new Set(before.map(({ metadata }) => metadata?.name));
  await cluster.core.deleteCollectionNamespacedPod({ ...selected, gracePeriodSeconds: 0 });
  await waitFor({
    awaiting: "every new proxy to fail its start",
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

/** A valid certificate of a CA that signed no certificate of the sandbox. */
async function foreignCa(): Promise<string> {
  const { stdout } = await execa("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -days 1".split(" "),
    ...["-subj", "/CN=another CA"],
  ]);
  return stdout;
}
