/**
 * How requests reach a protected application.
 *
 * - `middleware`: from the edge, which asks the proxy about each of them first.
 * - `reverse-proxy`: through the proxy. For an edge that cannot ask; expresses one role for everything, and no methods.
 */
export type ProxyMode = "middleware" | "reverse-proxy";
