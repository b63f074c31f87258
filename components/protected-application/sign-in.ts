import type { Input } from "@pulumi/pulumi";
import type { ApplicationLocation } from "../access";
import type { EdgeSettings } from "../edge/contract";
import type { NetworkPeerArgs } from "../network/peer";
import type { ProxyMode } from "../proxy-contract/mode";
import { proxyReleaseName, proxyServicePort } from "../proxy/chart-values";
import type { EdgeCertificate } from "../tls/types";

/**
 * Where people sign in: what somebody who protects an application must know of a stack that exists. `MonitoringSso` has
 * it as `signIn`, and this repository's program as its output of that name. Plain values, since they shape the graph, but
 * for `keycloak`.
 */
export interface SignInArgs {
  /** The stack's namespace, in which the application's Service is. */
  namespace: string;
  /** The stack's host, on which the application is served too, without scheme, port or path. */
  host: string;
  /**
   * Client id of the stack's proxy, whose client roles the rules name.
   * @default "oauth2-proxy"
   */
  clientId?: string;
  /**
   * The proxy's Service, and its mode: in `reverse-proxy` it must know its applications, and there is none beside the stack.
   * @default { serviceName: "oauth2-proxy", port: 80, mode: "middleware" }
   */
  proxy?: { serviceName: string; port: number; mode?: ProxyMode };
  /**
   * The certificate of the host.
   * @default - the edge's own: a default or wildcard certificate
   */
  certificate?: EdgeCertificate;
  /**
   * The edge's pods, for the network policy that lets them reach the application.
   * @default - no policy: the namespace is open, or a policy of your own opens the pods
   */
  edgePods?: NetworkPeerArgs;
  /**
   * Client roles that the stack makes. For each the proxy has a page that names it to whoever lacks it; the general page
   * stands in for other roles.
   * @default - none
   */
  roles?: string[];
  /**
   * Applications that are served already: another one shares neither name nor place with them.
   * @default - none that is known
   */
  applications?: ApplicationLocation[];
  /**
   * The proxy's client at Keycloak, to create the roles in that the stack does not make. Needs a Keycloak provider.
   * @default - none is created: every role that the rules ask for exists
   */
  keycloak?: SignInClientArgs;
}

/** A Keycloak client by its ids. */
export interface SignInClientArgs {
  /** Id of the realm: the name, for a realm that exists. */
  realmId: Input<string>;
  /** UUID of the client, as in the address of its page in Keycloak's administration. Not the client id. */
  clientUuid: Input<string>;
}

/** What an edge is told about the sign-in, with the defaults filled in. */
export function edgeSettings(signIn: SignInArgs): EdgeSettings {
  return {
    namespace: signIn.namespace,
    host: signIn.host,
    proxy: signIn.proxy ?? { serviceName: proxyReleaseName, port: proxyServicePort },
    clientId: signIn.clientId ?? "oauth2-proxy",
    certificate: signIn.certificate ?? {},
    rolesWithPage: signIn.roles ?? [],
  };
}
