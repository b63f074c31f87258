/**
 * How requests reach a protected application. A constant object with a type of the same name, which is the form of an enum
 * that Pulumi's component analyzer accepts.
 */
export const ProxyMode = {
  /** The edge asks the proxy about each request, and forwards the request to the application itself. */
  Middleware: "middleware",
  /** Requests flow through the proxy. For edges that cannot ask; supports one role for everything, and no methods. */
  ReverseProxy: "reverse-proxy",
} as const;
export type ProxyMode = (typeof ProxyMode)[keyof typeof ProxyMode];
