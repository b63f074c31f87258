import { checkNotEmpty, checkText } from "../../validation/check";
import type { TextForm } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import { edgeDefaults } from "../defaults";

/** Traefik with its own custom resources. */
export interface TraefikEdgeArgs {
  /**
   * Names of the entry points that serve TLS, as in Traefik's static configuration (`--entryPoints.<name>`). At least one.
   * Plain value: it shapes the graph.
   * @default ["websecure"]
   */
  entryPoints?: string[];
}

/** `TraefikEdgeArgs` with the defaults applied. */
export interface TraefikSettings {
  /** Entry points that serve TLS. The platform redirects plain HTTP to them. */
  readonly entryPoints: readonly string[];
}

/** Name of an entry point. */
export const entryPointName: TextForm = {
  pattern: /^[A-Za-z0-9_-]+$/,
  expected: "the name of an entry point that serves TLS: letters, digits, '_' and '-'",
};

/**
 * An empty list is a problem: Traefik binds a route without entry points to all of them, including the one for plain HTTP.
 * @param path key of the block in the configuration
 */
export function checkTraefik({ entryPoints }: TraefikEdgeArgs, path: string): Problem[] {
  return entryPoints === undefined
    ? []
    : [
        ...checkNotEmpty(entryPoints, `${path}.entryPoints`),
        ...entryPoints.flatMap((name, index) => checkText(name, entryPointName, `${path}.entryPoints[${index}]`)),
      ];
}

/** Applies the defaults to arguments without problems. */
export function resolveTraefik({ entryPoints }: TraefikEdgeArgs): TraefikSettings {
  return { entryPoints: entryPoints ?? edgeDefaults.entryPoints };
}
