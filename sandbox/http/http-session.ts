import { readFileSync } from "node:fs";
import { CookieJar } from "tough-cookie";
import { Agent, buildConnector } from "undici";

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Absolute URL of the request. */
  readonly url: string;
}

interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Address at which a host is served by another edge than the sandbox's own. */
export interface EdgeAddress {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

export interface HttpSessionOptions {
  /** @default - every host is at the sandbox's own edge, on loopback */
  readonly edge?: EdgeAddress | undefined;
  /** @default 30000 */
  readonly timeoutMilliseconds?: number;
}

/**
 * An HTTP client like a browser: it keeps cookies, resolves every `.localhost` name to loopback, and trusts only the
 * sandbox's root CA. Unlike `fetch` it sends paths exactly as written: the URL standard would resolve `..` and `%2e` before
 * the edge receives them.
 */
export class HttpSession {
  readonly cookies = new CookieJar();
  private readonly agent: Agent;

  constructor(caFile: string, { edge, timeoutMilliseconds = 30_000 }: HttpSessionOptions = {}) {
    const addressOf = (host: string): string => (host === edge?.host ? edge.address : "127.0.0.1");
    const connect = buildConnector({
      ca: readFileSync(caFile, "utf8"),
      timeout: timeoutMilliseconds,
      lookup: (hostname, _options, callback) => callback(null, [{ address: addressOf(hostname), family: 4 }]),
    });
    this.agent = new Agent({
      connect: (options, callback) =>
        connect(options.hostname === edge?.host ? { ...options, port: String(edge.port) } : options, callback),
      headersTimeout: timeoutMilliseconds,
      bodyTimeout: timeoutMilliseconds,
    });
  }

  /** Sends one request, without following redirects. */
  async send(url: string, { method = "GET", headers = {}, body }: HttpRequest = {}): Promise<HttpAnswer> {
    const { origin, path } = splitUrl(url);
    const cookie = await this.cookies.getCookieString(url);
    const response = await this.agent.request({
      origin,
      path,
      method,
      headers: { accept: "text/html", ...(cookie === "" ? {} : { cookie }), ...headers },
      body,
    });
    for (const setCookie of [response.headers["set-cookie"] ?? []].flat()) {
      await this.cookies.setCookie(setCookie, url, { ignoreError: false });
    }
    return { status: response.statusCode, headers: response.headers, body: await response.body.text(), url };
  }

  /** Sends a request and follows redirects with GET, as a browser does after a sign-in. */
  async open(url: string, request: HttpRequest = {}): Promise<HttpAnswer> {
    let answer = await this.send(url, request);
    for (let hops = 0; hops < 10 && isRedirect(answer); hops += 1) {
      answer = await this.send(new URL(locationOf(answer), answer.url).href);
    }
    return answer;
  }

  /** May be called again. */
  async close(): Promise<void> {
    if (!this.agent.closed) {
      await this.agent.close();
    }
  }
}

/** The `Location` of a redirect; fails if there is none. */
export function locationOf(answer: HttpAnswer): string {
  const { location } = answer.headers;
  if (typeof location !== "string") {
    throw new Error(`no single Location in the answer ${answer.status} of ${answer.url}`);
  }
  return location;
}

function isRedirect({ status }: HttpAnswer): boolean {
  return [301, 302, 303].includes(status);
}

/** Splits a URL without normalizing it: the path is everything from the first slash after the host. */
function splitUrl(url: string): { origin: string; path: string } {
  const match = /^(https?:\/\/[^/]+)(\/.*)?$/.exec(url);
  if (match?.[1] === undefined) {
    throw new Error(`not an absolute URL: ${url}`);
  }
  return { origin: match[1], path: match[2] ?? "/" };
}
