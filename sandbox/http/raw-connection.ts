import { readFileSync } from "node:fs";
import { connect, type TLSSocket } from "node:tls";

/** Address of the edge on this machine, for a client that writes its own bytes. */
export interface RawEdge {
  readonly caFile: string;
  /** Name in the TLS handshake; the requests on the connection may name another host. */
  readonly host: string;
  /** @default 443 */
  readonly port?: number;
}

/** After this silence the edge is considered to be waiting for more: an odd request need not be complete. */
const silenceMilliseconds = 3000;

/**
 * Sends bytes to the edge, never to another machine, and returns what it receives until the edge closes the connection, the
 * answer is complete, or nothing more arrives.
 * @param isEnough whether the answer is complete
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
    // An edge that resets the connection has rejected the request.
    socket.once("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? finish() : reject(error)));
  });
}
