import type { Answer } from "./edge-answer.js";
import type { MatrixEdge } from "./oracle.js";
import type { MatrixRequest } from "./request.js";

/** The application of the stack that answers with the request it got. */
export const echoName = "echo";
/** Where it is served, and what go-httpbin takes off the path before it looks at it. */
export const echoPath = "/echo";

/** go-httpbin puts this on every answer, whatever the method; nothing in front of it does. */
export function isEcho({ headers }: Answer): boolean {
  return headers["access-control-allow-credentials"] === "true";
}

/** A value by which a header that the asker made up is known again. */
export const forgedValue = "forged-by-the-matrix";

/**
 * What is sent with every request to look like somebody, or to be taken for another request. Headers with an underscore
 * pass Traefik's ingress-nginx provider, see docs/edges/ingress-nginx.md; nginx itself drops them.
 */
export function forgedHeaders(edge: MatrixEdge): Readonly<Record<string, string>> {
  return edge === "ingress-nginx" ? forgedWithDashes : { ...forgedWithDashes, ...forgedWithUnderscores };
}

const forgedWithDashes: Readonly<Record<string, string>> = {
  "X-Forwarded-User": forgedValue,
  "X-Forwarded-Email": forgedValue,
  "X-Forwarded-Groups": forgedValue,
  "X-Forwarded-Preferred-Username": forgedValue,
  "X-Forwarded-Access-Token": forgedValue,
  "X-Auth-Request-User": forgedValue,
  "X-Auth-Request-Email": forgedValue,
  "X-Auth-Request-Groups": forgedValue,
  "X-Auth-Request-Preferred-Username": forgedValue,
  "X-Auth-Request-Access-Token": forgedValue,
  "X-Auth-Request-Redirect": forgedValue,
  "X-Forwarded-Uri": "/oauth2/sign_in",
  "X-Forwarded-Method": "GET",
  "X-Forwarded-For": "255.255.255.255",
  "X-Original-URL": "/ping",
  "X-HTTP-Method-Override": "GET",
};

/** Servers that follow CGI read them as the same headers (CVE-2025-64484). */
const forgedWithUnderscores: Readonly<Record<string, string>> = {
  X_Auth_Request_User: forgedValue,
  "X-Auth-Request_Groups": forgedValue,
};

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with a request as the application got it; unknown for methods to which it answers without a body. */
export function wrongInEcho(request: MatrixRequest, path: string, answer: Answer): string | undefined {
  if (answer.body === "" && ["HEAD", "OPTIONS"].includes(request.method)) {
    return undefined;
  }
  if (answer.status !== 200) {
    return `the application did not echo, but answered ${answer.status}`;
  }
  const echo = JSON.parse(answer.body) as Echo;
  const headers = Object.entries(echo.headers);
  const forged = headers.filter(([, values]) => values.includes(forgedValue)).map(([name]) => name);
  const kept = headers
    .filter(([name]) => ["cookie", "authorization"].includes(name.toLowerCase()))
    .map(([name]) => name);
  const passedOn = [...forged, ...kept];
  if (passedOn.length > 0) {
    return `the application got ${passedOn.join(", ")}`;
  }
  if (echo.method !== request.method) {
    return `the application got the method ${echo.method}`;
  }
  const got = echoPath + pathOf(echo.url);
  return got === path ? undefined : `the application got ${got} instead of ${path}`;
}

/** As it is written: a parser of URLs would resolve what must not be there. */
function pathOf(url: string): string {
  return /^https?:\/\/[^/]+([^?]*)/.exec(url)?.[1] ?? "";
}
