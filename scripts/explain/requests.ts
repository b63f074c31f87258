import { hasForm, hostName } from "../../components/validation/names";
import { UsageError } from "./usage-error";

/** A request to explain, read from `[METHOD] URL`. */
export interface Request {
  readonly method: string;
  /** As written. */
  readonly url: string;
  /** In lower case, without a port. */
  readonly host: string;
  /** As a client sends it: percent-encoded, without query. */
  readonly path: string;
  /** What of the URL does not take part in the decision. */
  readonly notes: readonly string[];
}

const methodForm = /^[A-Z]+(?:-[A-Z]+)*$/;

/** Reads `[METHOD] URL` pairs; a URL without a method before it is a GET. */
export function readRequests(words: readonly string[]): Request[] {
  const requests: Request[] = [];
  let method: string | undefined;
  for (const word of words) {
    if (/^https?:\/\//i.test(word)) {
      requests.push(readRequest(method ?? "GET", word));
      method = undefined;
    } else if (method === undefined && methodForm.test(word)) {
      method = word;
    } else {
      const place =
        method === undefined ? ", or a method in capital letters before one" : ` after the method ${method}`;
      throw new UsageError(`"${word}": expected a URL such as https://monitoring.example.com/prometheus${place}`);
    }
  }
  if (method !== undefined) {
    throw new UsageError(`expected a URL after the method ${method}`);
  }
  if (requests.length === 0) {
    throw new UsageError("expected at least one URL, such as https://monitoring.example.com/prometheus");
  }
  return requests;
}

function partsOf(url: string): Partial<Record<string, string>> {
  return urlForm.exec(url)?.groups ?? {};
}

/** `URL` would resolve `..` and `\`, which are what somebody may want to ask about. */
const urlForm = /^(?<scheme>https?):\/\/(?<authority>[^/?#\\]*)(?<path>[^?#]*)(?<query>\?[^#]*)?(?<fragment>#[^]*)?$/i;

function readRequest(method: string, url: string): Request {
  const { scheme = "", authority = "", path = "", query, fragment } = partsOf(url);
  const [, host = "", port] = /^([^:]*)(?::(\d*))?$/.exec(authority.toLowerCase()) ?? [];
  if (!hasForm(host, hostName)) {
    throw new UsageError(`"${url}": expected a host name after ${scheme}://, without user and password`);
  }
  const sent = path === "" ? "/" : path.replace(encodedByClients, encodeURIComponent);
  const notes: readonly (readonly [boolean, string])[] = [
    [scheme.toLowerCase() === "http", "The stack serves HTTPS only: this is about the same address with https."],
    [port !== undefined && port !== "443", `The edge does not compare the port ${port}.`],
    [path !== "" && sent !== path, `A client sends the path as ${sent}.`],
    [query !== undefined, "The query takes no part in the decision."],
    [fragment !== undefined, "The fragment stays in the browser."],
  ];
  return { method, url, host, path: sent, notes: notes.flatMap(([applies, note]) => (applies ? [note] : [])) };
}

/** Characters that browsers and other clients percent-encode in a path. */
const encodedByClients = /[^\x21-\x7e]+|["<>^`{|}]/g;
