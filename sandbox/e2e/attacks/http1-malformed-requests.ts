import type { RawEdge } from "../../http/raw-connection.js";
import { type Http1Request, sendHttp1 } from "../../http/raw-http1.js";
import { oddHeaderLines } from "./forged-headers.js";
import { type Change, hidden, type Oddity, type PlainRequest } from "./malformed-request.js";

/** Sends the request as any client does. */
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

function inHttp1(name: string, change: Change<Http1Request>): Oddity {
  return { name, send: (plain, edge) => sendHttp1(edge, change(http1(plain, edge), plain, edge)) };
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

const chunkedHidden = `0\r\n\r\n${hidden}`;

/** A body with header lines that state its length, ambiguously or not at all (RFC 9112, section 6). */
function withBody(body: string, ...lines: readonly string[]): Change<Http1Request> {
  return (request) => ({
    ...request,
    headerLines: [...withoutLine("Content-Length", request), ...lines],
    body,
  });
}

const ambiguousLengths: readonly Oddity[] = [
  [
    "a length and chunks",
    withBody(chunkedHidden, `Content-Length: ${chunkedHidden.length}`, "Transfer-Encoding: chunked"),
  ],
  ["chunks and a length", withBody(chunkedHidden, "Transfer-Encoding: chunked", "Content-Length: 5")],
  ["an unknown transfer coding", withBody(chunkedHidden, "Transfer-Encoding: xchunked", "Content-Length: 5")],
  [
    "chunks twice",
    withBody(chunkedHidden, "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Content-Length: 5"),
  ],
  [
    "a space before the colon of the transfer coding",
    withBody(chunkedHidden, "Transfer-Encoding : chunked", "Content-Length: 5"),
  ],
  [
    "a transfer coding on a folded line",
    withBody(chunkedHidden, "Transfer-Encoding:", " chunked", "Content-Length: 5"),
  ],
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
  inHttp1("a header line ended by a line feed only", withLines("X: a\nX-Forwarded-User: admin")),
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
    "an opaque target",
    withTarget((path) => `https:${path.slice(1)}`),
  ),
  inHttp1(
    "an opaque target with a URL",
    withTarget((path, { host }) => `https:http://${host}${path}`),
  ),
  inHttp1(
    "a scheme before the path",
    withTarget((path) => `https:${path}`),
  ),
  inHttp1(
    "a host before the path",
    withTarget((path, { host }) => `${host}${path}`),
  ),
  inHttp1(
    "a target after two spaces",
    withTarget((path) => ` ${path}`),
  ),
];

/** By subject. */
export const http1Oddities: Readonly<Record<string, readonly Oddity[]>> = {
  "with forged headers": oddHeaderLines.map((line) => inHttp1(line, withLines(line))),
  "with a body of ambiguous length": ambiguousLengths,
  "with an odd version, host or header line": versionsAndHosts,
  "with an odd request target": targets,
};
