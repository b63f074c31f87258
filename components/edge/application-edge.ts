import * as pulumi from "@pulumi/pulumi";
import { settle } from "../validation/settle";
import type { ApplicationEdgeArgs } from "./application-edge-args";
import { applicationEdge } from "./application-edge-settings";
import { createEdgeObjects } from "./create-objects";

/**
 * Exposes applications behind the sign-in: access rules, compiled to objects of the cluster's edge. Either every rule is
 * expressed, or nothing is created.
 */
export class ApplicationEdge extends pulumi.ComponentResource {
  /** URL of each application by its name, including pass-through applications. */
  public readonly urls: Record<string, string>;

  constructor(name: string, args: ApplicationEdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ApplicationEdge", name, args, opts);
    const { objects, urls } = settle(args, applicationEdge, this);
    createEdgeObjects(name, objects, this);
    this.urls = { ...urls };
    this.registerOutputs({ urls: this.urls });
  }
}
