import * as pulumi from "@pulumi/pulumi";
import { checkApplications, type Application } from "../access";
import { formatProblems } from "../validation/problem";
import { checkEdgeSettings } from "./check-settings";
import { checkPassthroughApplications } from "./check-passthrough-applications";
import { compileEdge, type EdgeArgs, resolveEdgeChoice } from "./compilers";
import type { Compilation, EdgeSettings, PassthroughApplication } from "./contract";
import { createEdgeObjects } from "./create-objects";

export interface ApplicationEdgeArgs {
  /** What is served and who may use it. Plain value: it shapes the graph. */
  applications: readonly Application[];
  /** Where everything is. Plain value: it shapes the graph. */
  settings: EdgeSettings;
  /** Which edge serves it. */
  edge: EdgeArgs;
}

/**
 * The way in: puts the sign-in and the access rules in front of applications, as objects of the edge that the cluster has.
 * Either every rule is expressed or nothing is created.
 */
export class ApplicationEdge extends pulumi.ComponentResource {
  /** Where each application is reached, by its name, open ones included. */
  public readonly urls: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ApplicationEdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ApplicationEdge", name, args, opts);
    const compilation = compileArgs(args);
    if (compilation.type === "problems") {
      throw new pulumi.ResourceError(formatProblems(compilation.problems), this);
    }
    createEdgeObjects(name, compilation.objects, this);
    this.urls = pulumi.output(urlsOf([...args.applications, ...(args.settings.passthroughApplications ?? [])]));
    this.registerOutputs({ urls: this.urls });
  }
}

function compileArgs({ applications, settings, edge }: ApplicationEdgeArgs): Compilation {
  const resolved = resolveEdgeChoice(edge, "edge", settings.proxy.mode);
  const problems = [
    ...checkApplications(applications, "applications"),
    ...checkPassthroughApplications(applications, settings, "applications"),
    ...checkEdgeSettings(settings, "settings"),
    ...(resolved.type === "problems" ? resolved.problems : []),
  ];
  return problems.length > 0 || resolved.type === "problems"
    ? { type: "problems", problems }
    : compileEdge(resolved.choice, applications, settings);
}

function urlsOf(applications: readonly PassthroughApplication[]): Record<string, string> {
  return Object.fromEntries(applications.map(({ name, host, basePath: path }) => [name, `https://${host}${path}`]));
}
