import { identityHeaders } from "../../components/proxy-contract/identity-headers.js";
import {
  dottedHeaderNames,
  forgedRoute,
  headersOf,
  reservedHeaderNames,
  underscoredHeaderNames,
  withValue,
} from "../http/forged-headers.js";
import type { Answer } from "./edge-answer.js";
import type { MatrixEdge } from "./edges/index.js";
import type { Passes } from "./expected.js";
import { forgedValue } from "./extra-headers.js";
import type { MatrixRequest } from "./request.js";

/** Name of the application that answers with the request it received. */
export const echoName = "echo";
/** Its base path, which go-httpbin removes from a path before it reads it. */
export const echoPath = "/echo";

/** go-httpbin sets this header on every answer, whatever the method; neither edge nor proxy does. */
export function isEcho({ headers }: Answer): boolean {
  return headers["access-control-allow-credentials"] === "true";
}

/** Sent with every request, to pass for a user or for another request. Envoy refuses a request with an underscore. */
export function forgedHeaders(edge: MatrixEdge): Readonly<Record<string, string>> {
  const underscored = edge === "envoy-gateway" ? [] : underscoredHeaderNames;
  const names = [...reservedHeaderNames, ...underscored, ...dottedHeaderNames];
  return { ...withValue(names, forgedValue), ...headersOf(forgedRoute) };
}

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with a request as the application received it; undefined where the answer to a method has no body. */
export function wrongInEcho(request: MatrixRequest, { path, user }: Passes, answer: Answer): string | undefined {
  if (answer.body === "" && ["HEAD", "OPTIONS"].includes(request.method)) {
    return undefined;
  }
  if (answer.status !== 200) {
    return `the application answered ${answer.status} and no echo`;
  }
  const echo = JSON.parse(answer.body) as Echo;
  const headers = Object.entries(echo.headers);
  const wrong = headers.filter(isWrongHeader);
  if (wrong.length > 0) {
    return `the application received ${wrong.map((header) => header.join(": ")).join(", ")}`;
  }
  const named = headers.find(([name]) => name.toLowerCase() === userHeader)?.[1].join();
  if (named !== user) {
    return `the application received ${named ?? "nobody"} as the user`;
  }
  if (echo.method !== request.method) {
    return `the application received the method ${echo.method}`;
  }
  const got = echoPath + pathOf(echo.url);
  return got === path ? undefined : `the application received ${got} instead of ${path}`;
}

const reserved = ["cookie", "authorization", ...reservedHeaderNames.map((name) => name.toLowerCase())];
const identityNames = Object.keys(identityHeaders).map((name) => name.toLowerCase());
const userHeader = "x-auth-request-preferred-username";

/** A forged header, or one that reads as a reserved name: of those, only the proxy's own identity headers may arrive. */
function isWrongHeader([name, values]: readonly [string, readonly string[]]): boolean {
  const plain = name.toLowerCase();
  const readAs = plain.replaceAll(/[^a-z0-9]/g, "-");
  return values.includes(forgedValue) || (reserved.includes(readAs) && !identityNames.includes(plain));
}

/** The path as written: a URL parser would resolve dot segments, which must not be there. */
function pathOf(url: string): string {
  return /^https?:\/\/[^/]+([^?]*)/.exec(url)?.[1] ?? "";
}
