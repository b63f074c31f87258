import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeObject } from "./contract";

/**
 * Creates the objects as children named `<name>-<name of the object>`. Each waits for all objects before it, so that they
 * are created and updated in their order, and deleted in the reverse order after every update. An update that fails
 * therefore stops at a state that a compiler has ordered. To wait for the previous object alone would not order deletions:
 * the engine deletes two resources at once unless one depends on the other directly (`ScheduleDeletes`, Pulumi 3.259), and an
 * object between them may stay.
 */
export function createEdgeObjects(name: string, objects: readonly EdgeObject[], parent: pulumi.Resource): void {
  const created: pulumi.Resource[] = [];
  for (const object of objects) {
    const logicalName = `${name}-${object.metadata.name}`;
    const options = { parent, dependsOn: [...created] };
    created.push(new k8s.apiextensions.CustomResource(logicalName, { ...object }, options));
  }
}
