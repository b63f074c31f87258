import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Agent, request as startRequest } from "node:https";
import { BlockList, type Socket } from "node:net";
import { networkPlan } from "../cluster/network-plan.js";
import type { EdgeAddress } from "../http/http-session.js";
import type { Answer } from "./edge-answer.js";

export interface WireRequest {
  /** For the TLS handshake and the `Host` header; where the connection goes does not depend on it. */
  readonly host: string;
  readonly method: string;
  readonly target: string;
  /** A header with several values is sent as several lines. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

interface WireOptions {
  /** The only trusted CA. */
  readonly ca: string;
  readonly connections: number;
  readonly timeoutMilliseconds: number;
  /** @default - port 443 of loopback */
  readonly address?: Pick<EdgeAddress, "address" | "port"> | undefined;
}

const loopback = { address: "127.0.0.1", port: 443 };
/** Longer than the echo of the longest request; of Prometheus' metrics the beginning is enough. */
const keptBytes = 128 * 1024;

/** Sends requests to the edge of this machine over persistent connections, with the request line exactly as written. */
export class Wire {
  private readonly agent: Agent;
  private readonly edge: Pick<EdgeAddress, "address" | "port">;

  constructor(private readonly options: WireOptions) {
    this.edge = options.address ?? loopback;
    if (!isOfThisMachine(this.edge.address)) {
      throw new Error(`${this.edge.address} is neither loopback nor a pod of the sandbox`);
    }
    this.agent = new Agent({ keepAlive: true, maxSockets: options.connections, ca: options.ca });
  }

  /** @returns the answer, or the reason why there is none */
  async send(request: WireRequest): Promise<Answer | string> {
    try {
      return await this.attempt(request);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async attempt({ host, method, target, headers, body }: WireRequest): Promise<Answer> {
    const outgoing = startRequest({
      host: this.edge.address,
      port: this.edge.port,
      servername: host,
      agent: this.agent,
      headers: {
        host,
        ...writable(headers),
        ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
      },
      signal: AbortSignal.timeout(this.options.timeoutMilliseconds),
    });
    // As options they would be validated, and the method converted to upper case. Node sends one byte per character.
    outgoing.method = method;
    outgoing.path = Buffer.from(target, "utf8").toString("latin1");
    outgoing.once("socket", (socket) => keepAt(this.edge.address, socket));
    const answered = Promise.race([once(outgoing, "response"), once(outgoing, "connect")]);
    // With a string Node would send request line and body as one text, in UTF-8.
    outgoing.end(body === undefined ? undefined : Buffer.from(body));
    const [response, tunnel] = (await answered) as [IncomingMessage, Socket?, Buffer?];
    const text = tunnel === undefined ? await beginningOf(response) : "";
    tunnel?.destroy();
    return { status: response.statusCode ?? 0, headers: response.headers, body: text };
  }
}

/** Reads the rest as well, or the connection could not be reused. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let kept = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (kept < keptBytes) {
      chunks.push(chunk);
    }
    kept += chunk.length;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function writable(headers: WireRequest["headers"]): Record<string, string | string[]> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === "string" ? value : [...value],
  ]);
  return Object.fromEntries(entries) as Record<string, string | string[]>;
}

function isOfThisMachine(address: string): boolean {
  const [network = "", bits = "0"] = networkPlan.podCidr.split("/");
  const pods = new BlockList();
  pods.addSubnet(network, Number(bits));
  return address === loopback.address || pods.check(address);
}

/** Closes a connection to any other address before the request is sent. */
function keepAt(address: string, socket: Socket): void {
  const check = (): void => {
    if (socket.remoteAddress !== address) {
      socket.destroy(new Error(`${socket.remoteAddress} is not ${address}`));
    }
  };
  if (socket.connecting) {
    socket.once("connect", check);
  } else {
    check();
  }
}
