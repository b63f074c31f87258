import type { Application } from "../access";
import type { ProxyMode } from "../proxy-contract/mode";
import type { ProxyServiceArgs } from "../proxy-contract/service";
import type { EdgeCertificate } from "../tls/types";
import type { Checked } from "../validation/problem";
import type { BackendTrafficPolicy, SecurityPolicy } from "./gateway-api/envoy-gateway/objects";
import type { HttpRoute, ReferenceGrant } from "./gateway-api/objects";
import type { Ingress } from "./ingress-nginx/objects";
import type { IngressRoute, Middleware } from "./traefik/objects";

/** An application that authenticates users itself, such as Grafana. The edge forwards its requests without asking the proxy. */
export type PassthroughApplication = Pick<Application, "name" | "service" | "host" | "basePath">;

/** What every edge needs in order to put the sign-in in front of applications. */
export interface EdgeSettings {
  /** Namespace of the proxy, of the applications' Services, and of every object that the edge creates. */
  readonly namespace: string;
  /**
   * Shared host. The proxy's endpoints and `/logout` are served on this host and on every other host of an application.
   */
  readonly host: string;
  /** Service of the authentication proxy in the same namespace. */
  readonly proxy: ProxyServiceArgs;
  readonly mode: ProxyMode;
  /** Client id of the Keycloak client whose roles the rules name. */
  readonly clientId: string;
  /** Certificate of every host on which an application is served. */
  readonly certificate: EdgeCertificate;
  /**
   * Roles for which the proxy has a page that tells users they lack the role. Other roles get the general page.
   * @default - every role
   */
  readonly rolesWithPage?: readonly string[];
  /** Applications that the edge serves without asking the proxy. They must reject anonymous clients themselves. */
  readonly passthroughApplications: readonly PassthroughApplication[];
}

/** Every kind of object that an edge creates. */
export type EdgeObject =
  BackendTrafficPolicy | HttpRoute | Ingress | IngressRoute | Middleware | ReferenceGrant | SecurityPolicy;

/** Properties of an edge that decide how the rest of the stack must be set up. */
export interface EdgeProperties {
  /** Path at which the proxy must return 200 instead of 202; absent for edges that accept 202. */
  readonly extAuthPath?: string;
  /**
   * Whether the browser receives the cookie that the proxy refreshes while it grants a request. Without it, a session that is
   * stored in the cookie is never renewed.
   */
  readonly returnsRefreshedCookies: boolean;
}

/**
 * Compiles access rules to the objects of one edge. Pure. Either every rule is expressed, or the result is a list of
 * problems: a compiler never widens or drops a rule.
 *
 * Objects are in the order in which they are created and updated; objects that are no longer compiled are deleted
 * afterwards, in the reverse order. At each step of the way from old to new rules, a request is answered as by the old
 * rules, as by the new ones, or denied. An object refers only to objects before it, or guards an object after it.
 */
export interface EdgeCompiler<Choice> {
  /** Compiles a stack: its applications, and the proxy's endpoints on every host. */
  compile(applications: readonly Application[], settings: EdgeSettings, choice: Choice): Checked<readonly EdgeObject[]>;
  /**
   * Compiles one application that is added to an existing stack. It shares no object with the stack or with another
   * application, so that it does not depend on their objects.
   */
  compileApplication(application: Application, settings: EdgeSettings, choice: Choice): Checked<readonly EdgeObject[]>;
}
