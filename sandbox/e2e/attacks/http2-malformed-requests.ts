import type { RawEdge } from "../../http/raw-connection.js";
import { type Http2Request, sendHttp2 } from "../../http/raw-http2.js";
import { forgedHeaders } from "./forged-headers.js";
import { type Change, hidden, type Oddity, type PlainRequest } from "./malformed-request.js";

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

function inHttp2(name: string, change: Change<Http2Request>): Oddity {
  return {
    name,
    send: async (plain, edge) => {
      const status = await sendHttp2(edge, change(http2(plain, edge), plain, edge));
      return status === undefined ? [] : [status];
    },
  };
}

function withField(name: string, value: string | undefined): Change<Http2Request> {
  return (request) => ({
    ...request,
    fields: request.fields.flatMap((field) => {
      if (field[0] !== name) {
        return [field];
      }
      return value === undefined ? [] : [[name, value] as const];
    }),
  });
}

function withMoreFields(...more: Http2Request["fields"]): Change<Http2Request> {
  return (request) => ({ ...request, fields: [...request.fields, ...more] });
}

const oddFields: readonly Oddity[] = [
  inHttp2("nothing odd", (request) => request),
  inHttp2("the method in lower case", (request, plain, edge) =>
    withField(":method", plain.method.toLowerCase())(request, plain, edge),
  ),
  inHttp2("a host beside :authority", withMoreFields(["host", "keycloak.localhost"])),
  inHttp2("another host as :authority", withField(":authority", "keycloak.localhost")),
  inHttp2("a host and no :authority", (request, plain, edge) =>
    withField(":authority", undefined)(withMoreFields(["host", edge.host])(request, plain, edge), plain, edge),
  ),
  inHttp2("two paths", (request) => ({ ...request, fields: [[":path", "/oauth2/sign_in"], ...request.fields] })),
  inHttp2("two methods", (request) => ({ ...request, fields: [[":method", "OPTIONS"], ...request.fields] })),
  inHttp2("two :authority fields", (request) => ({
    ...request,
    fields: [[":authority", "keycloak.localhost"], ...request.fields],
  })),
  inHttp2("an unknown pseudo header", (request) => ({ ...request, fields: [[":user", "admin"], ...request.fields] })),
  inHttp2("a pseudo header at the end", withMoreFields([":path", "/oauth2/sign_in"])),
  inHttp2("a path without a slash", (request, plain, edge) =>
    withField(":path", plain.path.slice(1))(request, plain, edge),
  ),
  inHttp2("an opaque path", (request, plain, edge) =>
    withField(":path", `https:${plain.path.slice(1)}`)(request, plain, edge),
  ),
  inHttp2("an opaque path with a URL", (request, plain, edge) =>
    withField(":path", `https:http://${edge.host}${plain.path}`)(request, plain, edge),
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
  inHttp2("a transfer coding", withMoreFields(["transfer-encoding", "chunked"])),
  inHttp2("connection-specific headers", withMoreFields(["connection", "cookie"], ["keep-alive", "1"])),
];

/** By subject. */
export const http2Oddities: Readonly<Record<string, readonly Oddity[]>> = {
  "with forged headers, over HTTP/2": forgedHeaders.map(([name, value]) =>
    inHttp2(`${name}: ${value}`, withMoreFields([name.toLowerCase(), value])),
  ),
  "with odd header fields, over HTTP/2": oddFields,
};
