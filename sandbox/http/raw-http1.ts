import { exchange, type RawEdge } from "./raw-connection.js";

/** A request line, header lines and body, each exactly as sent. */
export interface Http1Request {
  readonly requestLine: string;
  readonly headerLines: readonly string[];
  readonly body?: string;
}

/**
 * Sends a request exactly as written, which no client library does, and returns the statuses of all answers: more than one if
 * the edge read several requests, none if it closed the connection.
 */
export async function sendHttp1(
  edge: RawEdge,
  { requestLine, headerLines, body = "" }: Http1Request,
): Promise<number[]> {
  const head = [requestLine, ...headerLines, "", ""].join("\r\n");
  const received = await exchange(edge, "http/1.1", Buffer.from(head + body, "latin1"), () => false);
  return [...received.toString("latin1").matchAll(/^HTTP\/1\.[01] (\d{3})\b/gm)]
    .map(([, status]) => Number(status))
    .filter((status) => status >= 200);
}
