import type { Application } from "../access";
import type { Problem } from "../validation/problem";
import type { ProxyMode } from "../proxy-contract/mode";
import type { EdgeCertificate } from "../tls/types";

/** An application with a sign-in of its own, such as Grafana: served as it is. */
export type PassthroughApplication = Pick<Application, "name" | "service" | "host" | "basePath">;

/** What every edge needs to know to put the sign-in in front of applications. */
export interface EdgeSettings {
  /** Namespace of the applications' Services, of the proxy, and of every object that is made. */
  readonly namespace: string;
  /**
   * Shared host. The proxy's `/oauth2` endpoints and `/logout` are served on it, and on every other host of an application.
   */
  readonly host: string;
  /** The authentication proxy's Service in the same namespace, and its mode: by default `middleware`. */
  readonly proxy: { readonly serviceName: string; readonly port: number; readonly mode?: ProxyMode };
  /** Keycloak client whose roles the rules name. */
  readonly clientId: string;
  /** Presented on every host on which an application is served. */
  readonly certificate: EdgeCertificate;
  /**
   * Roles that the proxy has a page for, which names them to whoever lacks them; the general page stands in for others.
   * @default - it has one for every role
   */
  readonly rolesWithPage?: readonly string[];
  /** Served without the proxy in front: they must turn away strangers themselves. */
  readonly passthroughApplications?: readonly PassthroughApplication[];
}

/** A Kubernetes object to be created, without a status. */
export interface EdgeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * Either every rule is expressed, or nothing is: an edge never widens or drops a rule. An object refers only to objects
 * that stand before it.
 */
export type Compilation =
  | { readonly type: "objects"; readonly objects: readonly EdgeObject[] }
  | { readonly type: "problems"; readonly problems: readonly Problem[] };

/** Translates access rules into the objects of one kind of edge. Pure; one adapter a file. */
export interface EdgeCompiler<Options> {
  /** A stack: its applications, and the proxy's own endpoints on every host. */
  compile(applications: readonly Application[], settings: EdgeSettings, options: Options): Compilation;
  /**
   * One application beside a stack that exists. It shares no object with the stack, nor with another application, and
   * stands whatever becomes of theirs.
   */
  compileApplication(application: Application, settings: EdgeSettings, options: Options): Compilation;
}
