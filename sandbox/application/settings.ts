import * as pulumi from "@pulumi/pulumi";
import type { AccessRuleArgs, EdgeArgs, UserRoleBindingArgs } from "../../components";

/** Settings that differ between tests. */
export interface ApplicationSettings {
  readonly image: string;
  /** Base path, at the edge and at the server itself. */
  readonly path: string;
  readonly rules: AccessRuleArgs[];
  /** @default ["/api/*"] */
  readonly apiPaths?: string[];
  readonly users: UserRoleBindingArgs[];
  readonly edge: EdgeArgs;
}

export function readSettings(config = new pulumi.Config()): ApplicationSettings {
  const apiPaths = config.getObject<string[]>("apiPaths");
  return {
    image: config.require("image"),
    path: config.require("path"),
    rules: config.requireObject("rules"),
    ...(apiPaths === undefined ? {} : { apiPaths }),
    users: config.getObject("users") ?? [],
    edge: config.getObject("edge") ?? { traefik: {} },
  };
}
