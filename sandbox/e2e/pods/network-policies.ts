import { PatchStrategy, type V1NetworkPolicy } from "@kubernetes/client-node";
import { type Kubernetes, namespace } from "./kubernetes.js";

/** Runs something without some policies of the product. They are restored afterwards, also after a failure. */
export async function withoutPolicies(
  { objects }: Kubernetes,
  names: readonly string[],
  run: () => Promise<void>,
): Promise<void> {
  const header = (name: string) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
  });
  const saved = await Promise.all(names.map((name) => objects.read<V1NetworkPolicy>(header(name))));
  try {
    for (const name of names) {
      await objects.delete(header(name));
    }
    await run();
  } finally {
    for (const [index, { metadata, spec }] of saved.entries()) {
      const { labels, annotations, managedFields } = metadata ?? {};
      const policy = header(names[index] ?? "");
      // With the field manager that had applied it, or that program could no longer change the policy.
      const owner = managedFields?.find(({ operation }) => operation === "Apply")?.manager;
      await objects.patch(
        { ...policy, metadata: { ...policy.metadata, labels, annotations }, spec },
        undefined,
        undefined,
        owner ?? "end-to-end-tests",
        true,
        PatchStrategy.ServerSideApply,
      );
    }
  }
}
