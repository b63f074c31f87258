/** The application receives the request; its answer does not matter. */
export interface Passes {
  readonly type: "passes";
  readonly application: string;
  /** The path that the application receives. */
  readonly path: string;
  /** The name of the client, of which the proxy tells the application; `undefined` behind an edge that tells nothing. */
  readonly user: string | undefined;
}

/** The one expected answer to a request. */
export type Expected =
  | Passes
  /** The edge or the proxy answers with this status; the application never receives it. */
  | { readonly type: "refused"; readonly status: RefusalStatus }
  /** An endpoint of the proxy: its answer does not matter, but no application answers. */
  | { readonly type: "proxy" };

/**
 * 302 redirects to the sign-in, and 307 to the same path with decoded slashes (Envoy); 501 is for CONNECT, which Traefik
 * forwards to no server (pkg/proxy/httputil/connect.go).
 */
export type RefusalStatus = 302 | 307 | 400 | 401 | 403 | 404 | 501;
