import type { Decision } from "../access";
import type { ProxyMode } from "../proxy-contract/mode";
import type { EdgeChoice } from "./args";

/** Who sends a request: a browser that navigates (`Accept: text/html`), or an API client (`Accept: application/json`). */
export type ClientKind = "browser" | "api-client";

/** What a client receives. */
export type EdgeResponse =
  /** The application's own response. */
  | { readonly type: "forward" }
  /** The sign-in page, at the address that was requested. */
  | { readonly type: "sign-in-page"; readonly status: 401 | 403 }
  | { readonly type: "sign-in-redirect"; readonly status: 302 }
  /** A page that names the role, at the address that was requested. */
  | { readonly type: "missing-role-page"; readonly status: 403 }
  /** A status without a page of the stack. */
  | { readonly type: "refuse"; readonly status: 401 | 403 }
  /** 400 where the HTTP server or the entry point refuses the path, 403 where the stack's own route does. */
  | { readonly type: "refuse-path"; readonly statuses: readonly [400, 403] };

/** The response by the session of the client. */
export interface ResponsesBySession {
  readonly withoutSession: EdgeResponse;
  readonly withoutRole: EdgeResponse;
  readonly withRole: EdgeResponse;
}

/** What authorizes requests: an edge that asks the proxy, or the proxy itself. */
export type Authorizer = EdgeChoice["type"] | "reverse-proxy";

interface Behaviour {
  /** What tells a page from an API request, besides `apiPaths`: an API request never receives a page. */
  readonly pageSigns: readonly ("method" | "accept")[];
  readonly page: Omit<ResponsesBySession, "withRole">;
  readonly api: Omit<ResponsesBySession, "withRole">;
  /** Whether a client must have session and role before a denial shows. */
  readonly authenticatesFirst: boolean;
}

const unauthorized: EdgeResponse = { type: "refuse", status: 401 };
const forbidden: EdgeResponse = { type: "refuse", status: 403 };
const missingRolePage: EdgeResponse = { type: "missing-role-page", status: 403 };

/** Traefik's Middlewares and Envoy Gateway's policies replace the proxy's bare status with a page, for pages only. */
const pagesInPlace: Behaviour = {
  pageSigns: ["method", "accept"],
  page: { withoutSession: { type: "sign-in-page", status: 401 }, withoutRole: missingRolePage },
  api: { withoutSession: unauthorized, withoutRole: forbidden },
  authenticatesFirst: false,
};

/** How each compiler's objects respond. Property tests compare this with evaluators of the compiled objects. */
const behaviours: Readonly<Record<Authorizer, Behaviour>> = {
  traefik: pagesInPlace,
  "gateway-api-traefik": pagesInPlace,
  "envoy-gateway": pagesInPlace,
  // Annotations belong to paths: the controller knows neither methods nor headers, and redirects every client.
  "ingress-nginx": {
    pageSigns: [],
    page: { withoutSession: { type: "sign-in-redirect", status: 302 }, withoutRole: forbidden },
    api: { withoutSession: unauthorized, withoutRole: forbidden },
    authenticatesFirst: false,
  },
  // oauth2-proxy looks for an upstream only after it has found a session with the role (7.15.6, `Proxy` in oauthproxy.go).
  "reverse-proxy": {
    pageSigns: ["accept"],
    page: { withoutSession: { type: "sign-in-page", status: 403 }, withoutRole: missingRolePage },
    api: { withoutSession: unauthorized, withoutRole: missingRolePage },
    authenticatesFirst: true,
  },
};

/** A request to an application, after its rules were tried. */
export interface DecidedRequest {
  readonly method: string;
  readonly decision: Decision;
  /** As in `Explanation`; a path outside every application is not for this function. */
  readonly reason: "rule" | "no-rule" | "no-normal-form";
  /** Whether `apiPaths` of the application match the path. */
  readonly isApiPath: boolean;
}

export function authorizerOf({ type }: Pick<EdgeChoice, "type">, mode: ProxyMode = "middleware"): Authorizer {
  return mode === "reverse-proxy" ? "reverse-proxy" : type;
}

/** What one kind of client receives, by its session. */
export function responsesTo(authorizer: Authorizer, request: DecidedRequest, client: ClientKind): ResponsesBySession {
  const behaviour = behaviours[authorizer];
  const beforeRole = isPage(behaviour, request, client) ? behaviour.page : behaviour.api;
  if (request.decision.type === "role") {
    return { ...beforeRole, withRole: { type: "forward" } };
  }
  const denial = denialOf(request);
  return behaviour.authenticatesFirst
    ? { ...beforeRole, withRole: denial }
    : { withoutSession: denial, withoutRole: denial, withRole: denial };
}

function isPage({ pageSigns }: Behaviour, { method, isApiPath }: DecidedRequest, client: ClientKind): boolean {
  return (
    !isApiPath &&
    (!pageSigns.includes("method") || method === "GET" || method === "HEAD") &&
    (!pageSigns.includes("accept") || client === "browser")
  );
}

function denialOf({ reason }: DecidedRequest): EdgeResponse {
  return reason === "no-normal-form" ? { type: "refuse-path", statuses: [400, 403] } : forbidden;
}
