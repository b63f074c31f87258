import type { Input } from "@pulumi/pulumi";
import type { ApplicationLocation } from "../access";
import type { NetworkPeerArgs } from "../network/peer";
import type { ProxyMode } from "../proxy-contract/mode";
import type { ProxyServiceArgs } from "../proxy-contract/service";
import type { EdgeCertificate } from "../tls/types";

/**
 * The sign-in of an existing stack, as a program that protects a further application needs it. `MonitoringSso` returns it as
 * `signIn`, and this repository's program as its output of that name. Plain values, because they shape the graph, except
 * for `keycloak`.
 */
export interface SignInArgs {
  /** The stack's namespace, which contains the application's Service. */
  namespace: string;
  /** The stack's shared host, without scheme, port or path. It serves the application too. */
  host: string;
  /**
   * Client id of the stack's proxy. The roles in access rules are roles of this client.
   * @default "oauth2-proxy"
   */
  clientId?: string;
  /**
   * Service of the proxy.
   * @default { serviceName: "oauth2-proxy", port: 80 }
   */
  proxy?: ProxyServiceArgs;
  /**
   * Mode of the proxy. In `reverse-proxy` its own configuration lists its applications, so that none can be added here.
   * @default "middleware"
   */
  mode?: ProxyMode;
  /**
   * Certificate of the host.
   * @default - the edge's own, a default or wildcard certificate
   */
  certificate?: EdgeCertificate;
  /**
   * The edge's pods, for the network policy that admits them to the application.
   * @default - no policy: the namespace is not isolated, or a policy of your own admits the traffic
   */
  edgePods?: NetworkPeerArgs;
  /**
   * Client roles that the stack creates. The proxy has a page for each that names it to users without the role; other roles
   * get the general page.
   * @default - none
   */
  roles?: string[];
  /**
   * Applications that are served already. Another one must not share a name or location with them.
   * @default - none
   */
  applications?: ApplicationLocation[];
  /**
   * The proxy's client at Keycloak, in which roles are created that the stack does not create. Needs a Keycloak provider.
   * @default - no role is created: every role that the rules require exists
   */
  keycloak?: SignInClientArgs;
}

/** A Keycloak client by its ids. */
export interface SignInClientArgs {
  /** Id of the realm. For an existing realm it is the name. */
  realmId: Input<string>;
  /** UUID of the client, as in the URL of its page in Keycloak's admin console. Not the client id. */
  clientUuid: Input<string>;
}
