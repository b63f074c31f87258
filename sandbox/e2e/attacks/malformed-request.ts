import type { RawEdge } from "../../http/raw-connection.js";

/** A request as any client sends it. */
export interface PlainRequest {
  readonly method: string;
  readonly path: string;
  /** Cookie of a signed-in user. */
  readonly cookie?: string;
  readonly body?: string;
}

/** One way to write a request so that a server on its way could read it as another one. */
export interface Oddity {
  readonly name: string;
  /** Returns the status of every answer: none when the edge closed the connection, several when it read several requests. */
  readonly send: (request: PlainRequest, edge: RawEdge) => Promise<readonly number[]>;
}

/** The change that an oddity makes to a plain request. */
export type Change<Request> = (request: Request, plain: PlainRequest, edge: RawEdge) => Request;

/** A second request that a careless server finds in the body of the first. */
export const hidden = "PUT /prometheus/-/quit HTTP/1.1\r\nHost: monitoring.localhost\r\nX: x\r\n\r\n";
