import * as pulumi from "@pulumi/pulumi";
import { checkApplications, type Application } from "../access";
import { type Checked, rejected } from "../validation/problem";
import { requireValue } from "../validation/settle";
import { checkEdge, type EdgeArgs, resolveEdge } from "./args";
import { checkEdgeSettings } from "./check-settings";
import { checkPassthroughApplications } from "./check-passthrough-applications";
import { compileEdge } from "./compilers";
import type { EdgeObject, EdgeSettings, PassthroughApplication } from "./contract";
import { createEdgeObjects } from "./create-objects";

export interface ApplicationEdgeArgs {
  /** Applications that the edge serves, with their access rules. Plain value: it shapes the graph. */
  applications: readonly Application[];
  /** Namespace, hosts, proxy and certificate. Plain value: it shapes the graph. */
  settings: EdgeSettings;
  /** The edge of the cluster: exactly one block. Plain value: it shapes the graph. */
  edge: EdgeArgs;
}

/**
 * Exposes applications behind the sign-in: access rules, compiled to objects of the cluster's edge. Either every rule is
 * expressed, or nothing is created.
 */
export class ApplicationEdge extends pulumi.ComponentResource {
  /** URL of each application by its name, including pass-through applications. */
  public readonly urls: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ApplicationEdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ApplicationEdge", name, args, opts);
    createEdgeObjects(name, requireValue(compileArgs(args), this), this);
    this.urls = pulumi.output(urlsOf([...args.applications, ...(args.settings.passthroughApplications ?? [])]));
    this.registerOutputs({ urls: this.urls });
  }
}

function compileArgs({ applications, settings, edge }: ApplicationEdgeArgs): Checked<readonly EdgeObject[]> {
  const problems = [
    ...checkApplications(applications, "applications"),
    ...checkPassthroughApplications(applications, settings, "applications"),
    ...checkEdgeSettings(settings, "settings"),
    ...checkEdge(edge, "edge", settings.proxy.mode),
  ];
  return problems.length > 0 ? rejected(problems) : compileEdge(resolveEdge(edge), applications, settings);
}

function urlsOf(applications: readonly PassthroughApplication[]): Record<string, string> {
  return Object.fromEntries(applications.map(({ name, host, basePath }) => [name, `https://${host}${basePath}`]));
}
