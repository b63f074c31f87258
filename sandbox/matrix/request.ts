import { httpMethods } from "../../components/access/index.js";
import type { HeaderLine } from "../http/forged-headers.js";
import type { AuthorizationAttack } from "./authorization.js";
import type { Identity } from "./identity.js";

/** One request to the edge. */
export interface MatrixRequest {
  readonly identity: Identity;
  readonly host: string;
  readonly method: string;
  /** The request target, byte for byte as it is sent. */
  readonly target: string;
  /** The `Accept` header, by which edges distinguish browsers from API clients. */
  readonly accept: string;
  /** Forged headers of this request, besides those that every request has. */
  readonly extraHeaders: readonly HeaderLine[];
  readonly authorization: AuthorizationAttack | undefined;
  /** The rule from which the target was generated, which need not be the one that decides. */
  readonly row: string;
}

/**
 * The methods that rules can name, one in lower case (methods are case sensitive, RFC 9110 section 9.1), and some that no
 * rule names: of WebDAV, of RFC 10008, and those that servers treat specially.
 */
export const matrixMethods = [...httpMethods, "get", "TRACE", "PROPFIND", "QUERY", "CONNECT"] as const;
