import type { Application } from "../../../components/access/index.js";
import type { RefusalStatus } from "../expected.js";
import type { MatrixRequest } from "../request.js";

/** Host and path of a request, as the edge's HTTP server reads its target. */
export interface ReadTarget {
  readonly host: string;
  /** The path that rules match and the application receives; without query. */
  readonly path: string;
}

export type WrittenTarget = Pick<MatrixRequest, "method" | "target" | "host">;

/** A request to an application, where the edge has read it. */
export interface ReadRequest {
  readonly application: Application;
  readonly path: string;
  readonly request: MatrixRequest;
}

/** Whom an edge takes the client for: an anonymous one, one whose credential it rejects, or one with roles. */
export type Authentication = "anonymous" | "rejected" | "authenticated";

/**
 * What an edge does besides deciding by the access rules, as its page documents it: how it reads a request, and with which
 * status it refuses one. Nothing of it grants access. Each function that differs between edges is one documented deviation.
 */
export interface EdgeModel {
  /** A status where the edge answers before it looks for a route. */
  readonly read: (request: MatrixRequest) => ReadTarget | RefusalStatus;
  /** Status of a path that belongs to no application. `isServed`: whether the host has applications at all. */
  readonly outside: (path: string, isServed: boolean) => RefusalStatus;
  /** Status with which the edge refuses a request to an application from every client and whatever the rules are. */
  readonly refused: (path: string, method: string) => RefusalStatus | undefined;
  /** The path as rules see it. */
  readonly rulePath: (path: string) => string;
  /** Status for a request that a rule denies, or none matches. */
  readonly denied: (request: ReadRequest, authentication: Authentication) => RefusalStatus;
  /** Status for a client without the role. */
  readonly withoutRole: (request: ReadRequest, authentication: Authentication) => RefusalStatus;
  /** Status of an allowed request that the edge forwards to no application; `undefined` for one that it forwards. */
  readonly unforwarded: (request: MatrixRequest) => RefusalStatus | undefined;
  /** Which of two `Authorization` headers counts: the first, or neither, because they are joined into one. */
  readonly twoAuthorizations: "first" | "neither";
  /** Whether applications receive the user's identity. */
  readonly namesUser: boolean;
  /** Whether a user without any role has a session, and so is no anonymous client. */
  readonly hasSessionWithoutRole: boolean;
}
