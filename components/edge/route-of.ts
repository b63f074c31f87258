import { type Application, type ApplicationLocation, normalizePath } from "../access";
import { logoutPath, proxyPrefix } from "../proxy-contract/endpoints";
import type { EdgeChoice } from "./args";
import type { EdgeSettings, PassthroughApplication } from "./contract";
import { signInHosts } from "./model/sign-in-endpoints";

/** What serves an address of the stack. */
export type Route =
  | { readonly type: "application"; readonly application: Application }
  | { readonly type: "pass-through"; readonly application: PassthroughApplication }
  /** The endpoints of the proxy below `/oauth2`, which every client can request. */
  | { readonly type: "proxy-endpoint" }
  | { readonly type: "logout" }
  /** A host of the stack, and a path of no application: the edge's 404, or 403 behind ingress-nginx. */
  | { readonly type: "unserved-path" }
  | { readonly type: "unserved-host" };

/** How exactly an edge matches the stack's own endpoints. */
const ownEndpoints: Readonly<
  Record<EdgeChoice["type"], { readonly prefixItself: boolean; readonly belowLogout: boolean }>
> = {
  traefik: { prefixItself: false, belowLogout: false },
  "gateway-api-traefik": { prefixItself: true, belowLogout: false },
  "envoy-gateway": { prefixItself: true, belowLogout: false },
  "ingress-nginx": { prefixItself: true, belowLogout: true },
};

/** Applications of a stack, and where the stack serves everything else. */
export interface ServedStack {
  readonly edge: Pick<EdgeChoice, "type">;
  readonly applications: readonly Application[];
  readonly settings: Pick<EdgeSettings, "host" | "passthroughApplications">;
}

/** The route of a request; `path` is as sent. A path without a normal form belongs to the application that it starts with. */
export function routeOf(
  { edge, applications, settings }: ServedStack,
  { host, path }: { readonly host: string; readonly path: string },
): Route {
  const compared = normalizePath(path) ?? path;
  const isServed = (candidate: ApplicationLocation): boolean =>
    candidate.host === host && isWithin(compared, candidate.basePath);
  const { passthroughApplications = [] } = settings;
  const signsIn = signInHosts(applications, settings).includes(host);
  if (!signsIn && passthroughApplications.every((application) => application.host !== host)) {
    return { type: "unserved-host" };
  }
  const own = signsIn ? ownEndpointAt(edge, compared) : undefined;
  const application = applications.find(isServed);
  const passthrough = passthroughApplications.find(isServed);
  if (own !== undefined) {
    return own;
  }
  if (application !== undefined) {
    return { type: "application", application };
  }
  return passthrough === undefined ? { type: "unserved-path" } : { type: "pass-through", application: passthrough };
}

function ownEndpointAt({ type }: Pick<EdgeChoice, "type">, path: string): Route | undefined {
  const { prefixItself, belowLogout } = ownEndpoints[type];
  if (path.startsWith(`${proxyPrefix}/`) || (prefixItself && path === proxyPrefix)) {
    return { type: "proxy-endpoint" };
  }
  return path === logoutPath || (belowLogout && path.startsWith(`${logoutPath}/`)) ? { type: "logout" } : undefined;
}

function isWithin(path: string, basePath: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`);
}
