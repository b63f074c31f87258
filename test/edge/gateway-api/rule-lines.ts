import type { HttpRouteMatch, HttpRouteRule } from "../../../components/edge/gateway-api/objects";

/** Parts of an HTTPRoute's rule as one line of text. */

export function backendsOf(backendRefs: HttpRouteRule["backendRefs"] = []): string {
  return backendRefs.map(({ name, port }) => `${name}:${port}`).join(" ");
}

export function matchesOf(matches: readonly HttpRouteMatch[]): string {
  return matches.map(matchText).join(", ");
}

function matchText({ path, method, headers = [] }: HttpRouteMatch): string {
  const withHeaders = headers.map(({ name, value }) => `${name}: ${value}`);
  return [...(method === undefined ? [] : [method]), `${path.type} ${path.value}`, ...withHeaders].join(" ");
}
