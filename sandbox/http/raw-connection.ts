import { readFileSync } from "node:fs";
import { connect, type TLSSocket } from "node:tls";

/** The edge of this machine, as a program that writes its own bytes reaches it. */
export interface RawEdge {
  readonly caFile: string;
  /** Name that the connection asks a certificate for; the requests in it may name another. */
  readonly host: string;
  /** @default 443 */
  readonly port?: number;
}

/** Longest silence before the edge counts as waiting for more: an odd request need not have an end. */
const silenceMilliseconds = 3000;

/**
 * Sends bytes to the edge, never to another machine, and gives what comes back until the edge closes the connection, has
 * said enough, or falls silent.
 * @param isEnough whether nothing more is to come for what was sent
 */
export async function exchange(
  { caFile, host, port = 443 }: RawEdge,
  protocol: "http/1.1" | "h2",
  request: Buffer,
  isEnough: (received: Buffer) => boolean,
): Promise<Buffer> {
  const socket: TLSSocket = connect({
    host: "127.0.0.1",
    port,
    servername: host,
    ca: readFileSync(caFile),
    ALPNProtocols: [protocol],
  });
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      socket.destroy();
      resolve(Buffer.concat(chunks));
    };
    socket.setTimeout(silenceMilliseconds, finish);
    socket.once("secureConnect", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (isEnough(Buffer.concat(chunks))) {
        finish();
      }
    });
    socket.once("close", finish);
    // An edge that resets the connection has refused the request.
    socket.once("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? finish() : reject(error)));
  });
}
