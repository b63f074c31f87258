import type { ParsedPathPattern } from "../../access";
import { edgeMetadata } from "../kubernetes-object";
import type {
  GatewayReference,
  HttpHeaderMatch,
  HttpRoute,
  HttpRouteFilter,
  HttpRouteMatch,
  HttpRouteRule,
} from "./objects";

/** Builders for the parts of an HTTPRoute. */

/** What differs between the routes of a stack. */
export interface HttpRouteParts {
  readonly name: string;
  readonly hostnames: readonly string[];
  readonly rules: readonly HttpRouteRule[];
}

/**
 * Limits of the definition of HTTPRoute, and the longest path, in characters, that Traefik ranks in the order of the
 * specification.
 */
export const httpRouteLimits = {
  rules: 16,
  matches: 128,
  matchesOfRule: 64,
  hostnames: 16,
  removedHeaders: 16,
  pathLength: 512,
};

/** `PathPrefix` matches whole segments, as path patterns do: `/api` does not match `/apis`. */
export function pathMatch(basePath: string, { path, withDescendants }: ParsedPathPattern): HttpRouteMatch["path"] {
  const full = basePath + path;
  return { type: withDescendants ? "PathPrefix" : "Exact", value: full === "" ? "/" : full };
}

/** Matches a base path and everything below it. */
export function prefixMatch(basePath: string): HttpRouteMatch["path"] {
  return pathMatch(basePath, { path: "", withDescendants: true });
}

/**
 * Headers of requests that are not made to show a page, such as those of scripts. A sign-in page is useless to them.
 * @param json regular expression for `Accept`; implementations differ in whether it must match the whole value
 */
export function scriptHeaders(json: string): readonly HttpHeaderMatch[] {
  return [
    { type: "RegularExpression", name: "Accept", value: json },
    { type: "Exact", name: "X-Requested-With", value: "XMLHttpRequest" },
  ];
}

/** Sets and removes headers of the request. */
export function changeRequest({
  set = {},
  remove = [],
}: {
  readonly set?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}): HttpRouteFilter {
  return {
    type: "RequestHeaderModifier",
    requestHeaderModifier: {
      ...(Object.keys(set).length === 0 ? {} : { set: headerList(set) }),
      ...(remove.length === 0 ? {} : { remove }),
    },
  };
}

/** Sets headers of the response. They replace headers of the same name. */
export function setResponseHeaders(headers: Readonly<Record<string, string>>): HttpRouteFilter {
  return { type: "ResponseHeaderModifier", responseHeaderModifier: { set: headerList(headers) } };
}

function headerList(headers: Readonly<Record<string, string>>): { readonly name: string; readonly value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

export function httpRoute(
  { name, hostnames, rules }: HttpRouteParts,
  namespace: string,
  gateway: GatewayReference,
): HttpRoute {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: edgeMetadata(name, namespace),
    spec: { parentRefs: [gateway], hostnames, rules },
  };
}
