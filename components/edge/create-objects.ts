import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeObject } from "./contract";

/**
 * Creates objects as children `<name>-<object's name>`, each after those of other kinds before it: Traefik drops a route
 * that appears before the Middlewares it names, and the next route answers for it.
 */
export function createEdgeObjects(name: string, objects: readonly EdgeObject[], parent: pulumi.Resource): void {
  const created: { kind: string; resource: pulumi.Resource }[] = [];
  for (const object of objects) {
    const dependsOn = created.filter(({ kind }) => kind !== object.kind).map(({ resource }) => resource);
    const logicalName = `${name}-${object.metadata.name}`;
    const resource = new k8s.apiextensions.CustomResource(logicalName, { ...object }, { parent, dependsOn });
    created.push({ kind: object.kind, resource });
  }
}
