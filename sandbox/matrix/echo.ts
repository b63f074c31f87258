import {
  dottedHeaderNames,
  forgedRoute,
  headersOf,
  reservedHeaderNames,
  underscoredHeaderNames,
  withValue,
} from "../http/forged-headers.js";
import type { Answer } from "./edge-answer.js";
import type { MatrixEdge } from "./oracle.js";
import type { MatrixRequest } from "./request.js";

/** Name of the application that answers with the request it received. */
export const echoName = "echo";
/** Its base path, which go-httpbin removes from a path before it reads it. */
export const echoPath = "/echo";

/** go-httpbin sets this header on every answer, whatever the method; neither edge nor proxy does. */
export function isEcho({ headers }: Answer): boolean {
  return headers["access-control-allow-credentials"] === "true";
}

/** The value by which a forged header is recognized in the echo. */
export const forgedValue = "forged-by-the-matrix";

/**
 * Sent with every request, to pass for a user or for another request. Headers with an underscore pass Traefik's provider of
 * ingress-nginx annotations, see docs/edges/ingress-nginx.md; nginx itself drops them.
 */
export function forgedHeaders(edge: MatrixEdge): Readonly<Record<string, string>> {
  const names = ["traefik", "gateway-api"].includes(edge) ? [...underscoredHeaderNames, ...dottedHeaderNames] : [];
  return { ...withValue([...reservedHeaderNames, ...names], forgedValue), ...headersOf(forgedRoute) };
}

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with a request as the application received it; undefined where the answer to a method has no body. */
export function wrongInEcho(request: MatrixRequest, path: string, answer: Answer): string | undefined {
  if (answer.body === "" && ["HEAD", "OPTIONS"].includes(request.method)) {
    return undefined;
  }
  if (answer.status !== 200) {
    return `the application answered ${answer.status} and no echo`;
  }
  const echo = JSON.parse(answer.body) as Echo;
  const headers = Object.entries(echo.headers);
  const forged = headers.filter(([, values]) => values.includes(forgedValue)).map(([name]) => name);
  const kept = headers
    .filter(([name]) => ["cookie", "authorization"].includes(name.toLowerCase()))
    .map(([name]) => name);
  const passedOn = [...forged, ...kept];
  if (passedOn.length > 0) {
    return `the application received ${passedOn.join(", ")}`;
  }
  if (echo.method !== request.method) {
    return `the application received the method ${echo.method}`;
  }
  const got = echoPath + pathOf(echo.url);
  return got === path ? undefined : `the application received ${got} instead of ${path}`;
}

/** The path as written: a URL parser would resolve dot segments, which must not be there. */
function pathOf(url: string): string {
  return /^https?:\/\/[^/]+([^?]*)/.exec(url)?.[1] ?? "";
}
