import type { ApplicationArgs, ApplicationServiceArgs } from "../access";
import type { ProxyMode } from "../proxy-contract/mode";
import type { ProxyServiceArgs } from "../proxy-contract/service";
import type { EdgeCertificate } from "../tls/types";
import type { EdgeArgs } from "./args";

/** An application that authenticates users itself: the edge forwards its requests without asking the proxy. */
export interface PassthroughApplicationArgs {
  /** DNS label, unique in the stack. */
  name: string;
  /** Its Service, in the stack's namespace. */
  service: ApplicationServiceArgs;
  /**
   * Its own host, other than the shared one.
   * @default - the shared host
   */
  host?: string;
  /**
   * Path that it is served under and serves itself under.
   * @default - "/" and the name; with its own host, the root of that host
   */
  basePath?: string;
}

/** Applications, and the edge that exposes them behind the sign-in. Plain values: they shape the graph. */
export interface ApplicationEdgeArgs {
  /** Namespace of the proxy, of the applications' Services, and of every object that the edge creates. */
  namespace: string;
  /** Shared host. It serves the proxy's endpoints and `/logout`, as every other host of an application does. */
  host: string;
  /** Protected applications with their access rules. */
  applications: ApplicationArgs[];
  /**
   * Applications that the edge serves without asking the proxy. They must reject anonymous clients themselves.
   * @default - none
   */
  passthroughApplications?: PassthroughApplicationArgs[];
  /** The edge of the cluster: exactly one block. */
  edge: EdgeArgs;
  /**
   * Service of the authentication proxy: `service` of an `OAuth2Proxy`.
   * @default { serviceName: "oauth2-proxy", port: 80 }
   */
  proxy?: ProxyServiceArgs;
  /**
   * How requests reach the applications; the proxy must have the same mode.
   * @default "middleware"
   */
  mode?: ProxyMode;
  /**
   * Client id of the Keycloak client whose roles the rules name.
   * @default "oauth2-proxy"
   */
  clientId?: string;
  /**
   * Certificate of every host: `certificate` of a `HostCertificate`.
   * @default - the edge presents its own certificate
   */
  certificate?: EdgeCertificate;
  /**
   * Roles for which the proxy has a page that tells users they lack the role. Other roles get the general page.
   * @default - every role
   */
  rolesWithPage?: string[];
}
