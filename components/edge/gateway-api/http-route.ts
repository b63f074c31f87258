import type { HttpMethod, ParsedPathPattern } from "../../access";
import { objectLabels } from "../../kubernetes/labels";
import type { EdgeObject } from "../contract";

/** Pieces of the Gateway API's HTTPRoute. */

/** The Gateway that serves the routes, and which of its listeners. */
export interface GatewayReference {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName: string;
}

export interface HttpRouteMatch {
  readonly path: { readonly type: "Exact" | "PathPrefix" | "RegularExpression"; readonly value: string };
  readonly method?: HttpMethod;
  readonly headers?: readonly HttpHeaderMatch[];
}

export interface HttpHeaderMatch {
  readonly type: "Exact" | "RegularExpression";
  readonly name: string;
  readonly value: string;
}

export interface HttpRouteRule {
  /** What policies of one rule call it; unique in the route. */
  readonly name?: string;
  readonly matches: readonly HttpRouteMatch[];
  readonly filters?: readonly object[];
  readonly backendRefs?: readonly { readonly name: string; readonly port: number }[];
}

/** What differs from one of our routes to the next. */
export interface HttpRoute {
  readonly name: string;
  readonly hostnames: readonly string[];
  readonly rules: readonly HttpRouteRule[];
}

/** What the definition of HTTPRoute allows, and what a path may hold so that Traefik ranks it as the specification says. */
export const httpRouteLimits = { rules: 16, matches: 128, matchesOfRule: 64, hostnames: 16, pathLength: 512 };

/** Whole segments, as our patterns have it: `PathPrefix` `/api` does not match `/apis`. */
export function pathMatch(basePath: string, { path, withDescendants }: ParsedPathPattern): HttpRouteMatch["path"] {
  const full = basePath + path;
  return { type: withDescendants ? "PathPrefix" : "Exact", value: full === "" ? "/" : full };
}

/**
 * A fetch of a page's script, or another program, that says so: it can do nothing with a sign-in page.
 * @param json the regular expression for `Accept`; whether it must match the whole value is the implementation's choice
 */
export function programHeaders(json: string): readonly HttpHeaderMatch[] {
  return [
    { type: "RegularExpression", name: "Accept", value: json },
    { type: "Exact", name: "X-Requested-With", value: "XMLHttpRequest" },
  ];
}

/** What a request carries on: header fields that are set, and such that are taken out. */
export function changeRequest({
  set = {},
  remove = [],
}: {
  readonly set?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}): object {
  const requestHeaderModifier = {
    ...(Object.keys(set).length === 0 ? {} : { set: headerList(set) }),
    ...(remove.length === 0 ? {} : { remove }),
  };
  return { type: "RequestHeaderModifier", requestHeaderModifier };
}

/** Header fields of the answer, whatever it says itself. */
export function setResponseHeaders(headers: Readonly<Record<string, string>>): object {
  return { type: "ResponseHeaderModifier", responseHeaderModifier: { set: headerList(headers) } };
}

function headerList(headers: Readonly<Record<string, string>>): object[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

/** A filter of Traefik's: it must stand in the route's namespace. */
export function middlewareFilter(name: string): object {
  return { type: "ExtensionRef", extensionRef: { group: "traefik.io", kind: "Middleware", name } };
}

export function httpRoute(
  { name, hostnames, rules }: HttpRoute,
  namespace: string,
  gateway: GatewayReference,
): EdgeObject {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, namespace, labels: objectLabels("edge") },
    spec: { parentRefs: [gateway], hostnames, rules },
  };
}
