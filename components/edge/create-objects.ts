import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeObject } from "./contract";

/**
 * Creates the objects as children named `<name>-<name of the object>`. Each waits for the objects of other kinds before it:
 * Traefik drops a route while a Middleware that it names does not exist, and the next route answers the request.
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
