import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { deployProduct, destroyProduct, expectProductUnchanged, type SandboxContext } from "../pulumi/index.js";
import { keycloakAdmin } from "./keycloak/admin.js";
import { type Kubernetes, namespace } from "./pods/kubernetes.js";
import { productContext } from "./stacks/product.js";
import { useSandbox } from "./stacks/use-sandbox.js";

/** Destroys the stack and deploys it again, so that the other files find it unchanged. */
describe("the stack", () => {
  const sandbox = useSandbox();
  let context: SandboxContext;

  before(async () => {
    context = (await productContext()).context;
  });

  it("has no pending change after an update, compared with cluster and Keycloak", async () => {
    await expectProductUnchanged(context);
  });

  it("leaves no object behind when it is destroyed", async () => {
    await destroyProduct(context);
    await assert.rejects(sandbox.cluster.core.readNamespace({ name: namespace }), /404|not found/i);
    assert.deepEqual(await leftovers(sandbox.cluster), []);
    for (const clientId of ["oauth2-proxy", "grafana"]) {
      await assert.rejects(keycloakAdmin(sandbox).clientSecret(clientId), /has no client/);
    }
  });

  it("can be deployed again afterwards", async () => {
    await deployProduct(context);
    await expectProductUnchanged(context);
  });
});

/** Names of cluster-wide objects that belong to the stack. */
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
  // Kubernetes itself has roles called `system:monitoring`.
  return lists.flat().filter((name) => / (?!system:).*(monitoring|prometheus|alertmanager|oauth2|valkey)/.test(name));
}
