import type { RawEdge } from "../../http/raw-connection.js";

/** What is asked for, by whom: nothing odd about it. */
export interface PlainRequest {
  readonly method: string;
  readonly path: string;
  /** Of whoever is signed in. */
  readonly cookie?: string;
  readonly body?: string;
}

/** One way to write a request so that somebody on the way could take it for another. */
export interface Oddity {
  readonly name: string;
  /** Gives the status of every answer: none when the edge hung up, several when it saw several requests. */
  readonly send: (request: PlainRequest, edge: RawEdge) => Promise<readonly number[]>;
}

/** What an oddity makes of a request that is written as any client writes it. */
export type Change<Request> = (request: Request, plain: PlainRequest, edge: RawEdge) => Request;

/** A second request that a careless reader finds in the first. */
export const hidden = "PUT /prometheus/-/quit HTTP/1.1\r\nHost: monitoring.localhost\r\nX: x\r\n\r\n";
