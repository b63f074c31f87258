import type { PathPattern } from "./paths/pattern";

/** The request methods that a rule can name. A rule that names methods matches no other method. */
export const httpMethods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof httpMethods)[number];

/**
 * An access rule. The first rule that matches a request decides it; a request that no rule matches is denied.
 */
export interface AccessRule {
  /** Paths relative to the application's base path, see `PathPattern`. */
  readonly paths: readonly PathPattern[];
  /**
   * Methods that the rule matches.
   * @default - every method
   */
  readonly methods?: readonly HttpMethod[];
  /** The client role that a user or service account must hold, or `deny`: the rule denies every request. */
  readonly require: Requirement;
}

export type Requirement = { readonly role: string } | "deny";

/** The location of an application. No two applications share a name, or a part of each other's location. */
export interface ApplicationLocation {
  /** DNS label, unique; part of the names of the edge objects. */
  name: string;
  /** Host that serves it. */
  host: string;
  /**
   * Path that it is served under, without a trailing slash; empty at the root of its own host. The application must serve
   * itself under this path: edges never rewrite.
   */
  basePath: string;
}

/** A web application without sign-in of its own, and its access rules. */
export interface Application extends Readonly<ApplicationLocation> {
  /** Its Service, in the stack's namespace. */
  readonly service: ServicePort;
  /** Paths for API clients: without a session they return 401, never a redirect to sign-in. */
  readonly apiPaths: readonly PathPattern[];
  /** The first match decides. */
  readonly rules: readonly AccessRule[];
}

/** A port of a Service in the stack's namespace. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
}
