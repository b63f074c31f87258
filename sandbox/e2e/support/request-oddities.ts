import { type RawEdge } from "../../http/raw-connection.js";
import { type Http1Request, sendHttp1 } from "../../http/raw-http1.js";
import { type Http2Request, sendHttp2 } from "../../http/raw-http2.js";
import { forgedHeaders, oddHeaderLines } from "./odd-headers.js";

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

/** The request as any client writes it. */
export function sendPlain(request: PlainRequest, edge: RawEdge): Promise<readonly number[]> {
  return sendHttp1(edge, http1(request, edge));
}

function http1({ method, path, cookie, body }: PlainRequest, { host }: RawEdge): Http1Request {
  const headerLines = [
    `Host: ${host}`,
    "Connection: close",
    "Accept: */*",
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    ...(body === undefined ? [] : ["Content-Type: application/json", `Content-Length: ${body.length}`]),
  ];
  return { requestLine: `${method} ${path} HTTP/1.1`, headerLines, ...(body === undefined ? {} : { body }) };
}

function http2({ method, path, cookie, body }: PlainRequest, { host }: RawEdge): Http2Request {
  const fields = [
    [":method", method],
    [":scheme", "https"],
    [":authority", host],
    [":path", path],
    ["accept", "*/*"],
    ...(cookie === undefined ? [] : [["cookie", cookie] as const]),
    ...(body === undefined ? [] : [["content-type", "application/json"] as const]),
  ] as const;
  return { fields, ...(body === undefined ? {} : { body }) };
}

type Change<Request> = (request: Request, plain: PlainRequest, edge: RawEdge) => Request;

function inHttp1(name: string, change: Change<Http1Request>): Oddity {
  return { name, send: (plain, edge) => sendHttp1(edge, change(http1(plain, edge), plain, edge)) };
}

function inHttp2(name: string, change: Change<Http2Request>): Oddity {
  return {
    name: `${name}, over HTTP/2`,
    send: async (plain, edge) => {
      const status = await sendHttp2(edge, change(http2(plain, edge), plain, edge));
      return status === undefined ? [] : [status];
    },
  };
}

function withLines(...lines: readonly string[]): Change<Http1Request> {
  return (request) => ({ ...request, headerLines: [...request.headerLines, ...lines] });
}

function withoutLine(start: string, { headerLines }: Http1Request): string[] {
  return headerLines.filter((line) => !line.startsWith(start));
}

function withTarget(target: (path: string, edge: RawEdge) => string): Change<Http1Request> {
  return (request, { method, path }, edge) => ({ ...request, requestLine: `${method} ${target(path, edge)} HTTP/1.1` });
}

function withField(name: string, value: string | undefined): Change<Http2Request> {
  return (request) => ({
    ...request,
    fields: request.fields.flatMap((field) => {
      if (field[0] !== name) return [field];
      return value === undefined ? [] : [[name, value] as const];
    }),
  });
}

function withMoreFields(...more: Http2Request["fields"]): Change<Http2Request> {
  return (request) => ({ ...request, fields: [...request.fields, ...more] });
}

/** A second request that a careless reader finds in the body of the first. */
const hidden = "PUT /prometheus/-/quit HTTP/1.1\r\nHost: monitoring.localhost\r\nX: x\r\n\r\n";
const chunkedHidden = `0\r\n\r\n${hidden}`;

/** Lines that say, or leave open, how long the body is (RFC 9112, section 6). */
function withBody(body: string, ...lines: readonly string[]): Change<Http1Request> {
  return (request) => ({
    ...request,
    headerLines: [...withoutLine("Content-Length", request), ...lines],
    body,
  });
}

const framing: readonly Oddity[] = [
  [
    "a length and chunks",
    withBody(chunkedHidden, `Content-Length: ${chunkedHidden.length}`, "Transfer-Encoding: chunked"),
  ],
  ["chunks and a length", withBody(chunkedHidden, "Transfer-Encoding: chunked", "Content-Length: 5")],
  ["chunks by another name", withBody(chunkedHidden, "Transfer-Encoding: xchunked", "Content-Length: 5")],
  [
    "chunks twice",
    withBody(chunkedHidden, "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Content-Length: 5"),
  ],
  ["chunks after a space", withBody(chunkedHidden, "Transfer-Encoding : chunked", "Content-Length: 5")],
  ["chunks on a folded line", withBody(chunkedHidden, "Transfer-Encoding:", " chunked", "Content-Length: 5")],
  ["two lengths", withBody(hidden, "Content-Length: 0", `Content-Length: ${hidden.length}`)],
  ["a list of lengths", withBody(hidden, `Content-Length: 0, ${hidden.length}`)],
  ["a signed length", withBody(hidden, "Content-Length: +0")],
  ["a length in another base", withBody(hidden, "Content-Length: 0x0")],
  ["chunks that end early", withBody(`0\r\n\r\n`, "Transfer-Encoding: chunked", "Trailer: Cookie")],
  ["a trailer that claims a user", withBody("0\r\nX-Forwarded-User: admin\r\n\r\n", "Transfer-Encoding: chunked")],
].map(([name, change]) => inHttp1(name as string, change as Change<Http1Request>));

const versionsAndHosts: readonly Oddity[] = [
  inHttp1("HTTP/1.0", (request, { method, path }) => ({ ...request, requestLine: `${method} ${path} HTTP/1.0` })),
  inHttp1("HTTP/1.0 without a host", (request, { method, path }) => ({
    ...request,
    requestLine: `${method} ${path} HTTP/1.0`,
    headerLines: withoutLine("Host", request),
  })),
  inHttp1("no version", (request, { method, path }) => ({ ...request, requestLine: `${method} ${path}` })),
  inHttp1("no host", (request) => ({ ...request, headerLines: withoutLine("Host", request) })),
  inHttp1("the host twice", withLines("Host: monitoring.localhost")),
  inHttp1("two hosts", withLines("Host: keycloak.localhost")),
  inHttp1("another host first", (request) => ({
    ...request,
    headerLines: ["Host: keycloak.localhost", ...request.headerLines],
  })),
  inHttp1("a host with a port", (request, _, { host }) => ({
    ...request,
    headerLines: [`Host: ${host}:443`, ...withoutLine("Host", request)],
  })),
  inHttp1("a host in capitals with a final dot", (request, _, { host }) => ({
    ...request,
    headerLines: [`Host: ${host.toUpperCase()}.`, ...withoutLine("Host", request)],
  })),
  inHttp1("a folded line", withLines("X-Folded: a", " X-Forwarded-User: admin")),
  inHttp1("a line that only a line feed ends", withLines("X: a\nX-Forwarded-User: admin")),
  inHttp1("a null character in a header", withLines("X: a\0b")),
];

const targets: readonly Oddity[] = [
  inHttp1(
    "the absolute form",
    withTarget((path, { host }) => `https://${host}${path}`),
  ),
  inHttp1(
    "the absolute form without TLS",
    withTarget((path, { host }) => `http://${host}${path}`),
  ),
  inHttp1(
    "the absolute form of another host",
    withTarget((path) => `https://keycloak.localhost${path}`),
  ),
  inHttp1(
    "the absolute form with a user",
    withTarget((path, { host }) => `https://admin@${host}${path}`),
  ),
  inHttp1(
    "a fragment",
    withTarget((path) => `${path}#/oauth2/sign_in`),
  ),
  inHttp1(
    "a target without a slash",
    withTarget((path) => path.slice(1)),
  ),
  inHttp1(
    "a target after two spaces",
    withTarget((path) => ` ${path}`),
  ),
];

const methods: readonly Oddity[] = [
  inHttp1("the method in lower case", (request, { method, path }) => ({
    ...request,
    requestLine: `${method.toLowerCase()} ${path} HTTP/1.1`,
  })),
  inHttp2("the method in lower case", (request, plain, edge) =>
    withField(":method", plain.method.toLowerCase())(request, plain, edge),
  ),
];

const overHttp2: readonly Oddity[] = [
  inHttp2("nothing odd", (request) => request),
  inHttp2("a host beside the authority", withMoreFields(["host", "keycloak.localhost"])),
  inHttp2("the authority of another host", withField(":authority", "keycloak.localhost")),
  inHttp2("a host and no authority", (request, plain, edge) =>
    withField(":authority", undefined)(withMoreFields(["host", edge.host])(request, plain, edge), plain, edge),
  ),
  inHttp2("two paths", (request) => ({ ...request, fields: [[":path", "/oauth2/sign_in"], ...request.fields] })),
  inHttp2("two methods", (request) => ({ ...request, fields: [[":method", "OPTIONS"], ...request.fields] })),
  inHttp2("two authorities", (request) => ({
    ...request,
    fields: [[":authority", "keycloak.localhost"], ...request.fields],
  })),
  inHttp2("an unknown pseudo header", (request) => ({ ...request, fields: [[":user", "admin"], ...request.fields] })),
  inHttp2("a pseudo header at the end", withMoreFields([":path", "/oauth2/sign_in"])),
  inHttp2("a path without a slash", (request, plain, edge) =>
    withField(":path", plain.path.slice(1))(request, plain, edge),
  ),
  inHttp2("an absolute path", (request, plain, edge) =>
    withField(":path", `https://${edge.host}${plain.path}`)(request, plain, edge),
  ),
  inHttp2("a fragment", (request, plain, edge) =>
    withField(":path", `${plain.path}#/oauth2/sign_in`)(request, plain, edge),
  ),
  inHttp2("another scheme", withField(":scheme", "http")),
  inHttp2("a header in capitals", withMoreFields(["X-Forwarded-User", "admin"])),
  inHttp2("a line break in a value", withMoreFields(["x", "a\r\nX-Forwarded-User: admin"])),
  inHttp2("a request in a value", withMoreFields(["x", `a\r\n\r\n${hidden}`])),
  inHttp2("a length that is not the body's", withMoreFields(["content-length", "100"])),
  inHttp2("chunks", withMoreFields(["transfer-encoding", "chunked"])),
  inHttp2("headers of one connection", withMoreFields(["connection", "cookie"], ["keep-alive", "1"])),
];

/** What must change no decision, wherever the request goes and whoever sends it. */
export const oddities: Readonly<Record<string, readonly Oddity[]>> = {
  "with headers that claim something": oddHeaderLines.map((line) => inHttp1(line, withLines(line))),
  "with headers that claim something, over HTTP/2": forgedHeaders.map(([name, value]) =>
    inHttp2(`${name}: ${value}`, withMoreFields([name.toLowerCase(), value])),
  ),
  "with a body of doubtful length": framing,
  "with a doubtful version, host or line": versionsAndHosts,
  "to a doubtful target or by a doubtful method": [...targets, ...methods],
  "with doubtful fields, over HTTP/2": overHttp2,
};
