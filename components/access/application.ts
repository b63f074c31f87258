import type { PathPattern } from "./paths/pattern";

/** The request methods a rule can name. An edge treats any other method as matched by no rule that names methods. */
export const httpMethods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof httpMethods)[number];

/**
 * Who may do what: each request to an application is decided by the first rule that matches it, and a request that no
 * rule matches is denied.
 */
export interface AccessRule {
  /** Paths relative to where the application is served, see `PathPattern`. */
  readonly paths: readonly PathPattern[];
  /**
   * Methods the rule speaks of.
   * @default - every method
   */
  readonly methods?: readonly HttpMethod[];
  /** The client role a person or machine must hold, or `deny`: nobody. */
  readonly require: Requirement;
}

export type Requirement = { readonly role: string } | "deny";

/** Something with a web page and no sign-in of its own, and who may use it. */
export interface Application {
  /** DNS label, unique; part of the names of the edge objects. */
  readonly name: string;
  /** The Service behind it, in the stack's namespace. */
  readonly service: { readonly name: string; readonly port: number };
  /** Host it is served on. */
  readonly host: string;
  /**
   * Path it is served under, without a trailing slash; empty for a host of its own. The application must serve itself
   * under this path: edges never rewrite.
   */
  readonly basePath: string;
  /**
   * Paths that programs call: without a session they answer 401, never a redirect to the sign-in.
   */
  readonly apiPaths: readonly PathPattern[];
  /** Tried in order; the first match decides. */
  readonly rules: readonly AccessRule[];
}

/** What two applications may not share. */
export type ApplicationLocation = Pick<Application, "name" | "host" | "basePath">;
