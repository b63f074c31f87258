import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { deployProduct, destroyProduct, expectProductUnchanged, type SandboxContext } from "../pulumi/index.js";
import { keycloakAdmin } from "./keycloak/admin.js";
import { kubernetes, namespace, type Kubernetes } from "./pods/kubernetes.js";
import { productContext } from "./stacks/product.js";
import { theWorld, type World } from "./stacks/world.js";

/** Takes the stack down and brings it back: the other files find it as it was. */
describe("the stack's life", () => {
  let context: SandboxContext;
  let cluster: Kubernetes;
  let world: World;

  before(async () => {
    context = (await productContext()).context;
    world = await theWorld();
    cluster = kubernetes(world.access.kubeconfig);
  });

  it("has nothing left to do after an update, compared with the cluster and Keycloak", async () => {
    await expectProductUnchanged(context);
  });

  it("ends without leaving an object behind", async () => {
    await destroyProduct(context);
    await assert.rejects(cluster.core.readNamespace({ name: namespace }), /404|not found/i);
    assert.deepEqual(await leftovers(cluster), []);
    for (const clientId of ["oauth2-proxy", "grafana"]) {
      await assert.rejects(keycloakAdmin(world).clientSecret(clientId), /has no client/);
    }
  });

  it("begins anew after its end", async () => {
    await deployProduct(context);
    await expectProductUnchanged(context);
  });
});

/** Names of cluster-wide objects that speak of the stack. */
async function leftovers(cluster: Kubernetes): Promise<string[]> {
  const kinds = [
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
    ["rbac.authorization.k8s.io/v1", "ClusterRole"],
    ["rbac.authorization.k8s.io/v1", "ClusterRoleBinding"],
    ["admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"],
    ["admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"],
    ["v1", "Service"],
    ["v1", "PersistentVolume"],
  ] as const;
  const lists = await Promise.all(
    kinds.map(async ([apiVersion, kind]) => {
      const { items } = await cluster.objects.list(apiVersion, kind);
      return items.map(({ metadata }) => `${kind} ${metadata?.name}`);
    }),
  );
  // Kubernetes has roles called `system:monitoring` of its own.
  return lists.flat().filter((name) => / (?!system:).*(monitoring|prometheus|alertmanager|oauth2|valkey)/.test(name));
}
