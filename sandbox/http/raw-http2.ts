import { exchange, type RawEdge } from "./raw-connection.js";

/** Header fields in order, including pseudo-header fields, exactly as sent: also repeated, misplaced or in upper case. */
export interface Http2Request {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

const frameTypes = { data: 0, headers: 1, resetStream: 3, settings: 4, goAway: 7 } as const;
const flags = { endStream: 0x1, endHeaders: 0x4 } as const;
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** Precedes a field with literal name and value (RFC 7541, section 6.2.3). */
const neverIndexed = Buffer.from([0x10]);

interface Frame {
  readonly type: number;
  readonly payload: Buffer;
}

/**
 * Sends one request as hand-written frames (RFC 9113), and returns the status of the answer; `undefined` if the edge rejected
 * the stream or the connection.
 */
export async function sendHttp2(edge: RawEdge, { fields, body }: Http2Request): Promise<number | undefined> {
  const block = Buffer.concat(fields.flatMap(([name, value]) => [neverIndexed, literal(name), literal(value)]));
  const hasBody = body !== undefined;
  const request = Buffer.concat([
    preface,
    frame(frameTypes.settings, 0, 0, Buffer.alloc(0)),
    frame(frameTypes.headers, flags.endHeaders | (hasBody ? 0 : flags.endStream), 1, block),
    ...(hasBody ? [frame(frameTypes.data, flags.endStream, 1, Buffer.from(body))] : []),
  ]);
  const received = await exchange(edge, "h2", request, (bytes) => framesOf(bytes).some(isAnswer));
  const answer = framesOf(received).find(isAnswer);
  return answer?.type === frameTypes.headers ? statusOf(answer.payload) : undefined;
}

function isAnswer({ type }: Frame): boolean {
  return type === frameTypes.headers || type === frameTypes.resetStream || type === frameTypes.goAway;
}

/** A string without Huffman code (RFC 7541, section 5.2). */
function literal(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1");
  // A prefix of seven bits, then seven bits per byte.
  const length = bytes.length < 127 ? [bytes.length] : [127, ...sevenBits(bytes.length - 127)];
  return Buffer.concat([Buffer.from(length), bytes]);
}

function sevenBits(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...sevenBits(Math.floor(value / 128))];
}

function frame(type: number, flag: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flag, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** The complete frames among the received bytes. */
function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (end <= bytes.length) {
      frames.push({ type: bytes.readUInt8(at + 3), payload: bytes.subarray(at + 9, end) });
    }
  }
  return frames;
}

/** Statuses in HPACK's static table, by index (RFC 7541, appendix A). */
const indexedStatuses: Readonly<Record<number, number>> = {
  8: 200,
  9: 204,
  10: 206,
  11: 304,
  12: 400,
  13: 404,
  14: 500,
};

/** `:status`, which is the first field: an index of the table, or a name in it with three plain or Huffman-coded digits. */
function statusOf(block: Buffer): number {
  const first = block.readUInt8(0);
  if (first >= 0x80) {
    return indexedStatuses[first - 0x80] ?? NaN;
  }
  const length = block.readUInt8(1);
  const text = block.subarray(2, 2 + (length % 128));
  return Number(length >= 128 ? huffmanDigits(text) : text.toString("latin1"));
}

/** Decodes digits in HPACK's Huffman code (RFC 7541, appendix B): 0 to 2 have five bits, the others six. */
function huffmanDigits(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const codes = new Map([
    ...[0, 1, 2].map((digit) => [digit.toString(2).padStart(5, "0"), digit] as const),
    ...[3, 4, 5, 6, 7, 8, 9].map((digit) => [(digit + 22).toString(2).padStart(6, "0"), digit] as const),
  ]);
  let [digits, at] = ["", 0];
  while (digits.length < 3) {
    const size = codes.has(bits.slice(at, at + 5)) ? 5 : 6;
    digits += String(codes.get(bits.slice(at, at + size)));
    at += size;
  }
  return digits;
}
