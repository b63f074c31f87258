import { request } from "node:https";
import { type Observation, waitFor } from "./wait-for.js";

/** A page that the edge must serve. */
export interface HttpsPage {
  readonly url: string;
  readonly accept: (status: number) => boolean;
}

export interface HttpsExpectation {
  readonly pages: readonly HttpsPage[];
  /** Authority that must have signed the edge's certificate. */
  readonly ca: string;
  readonly limitSeconds: number;
  /**
   * For how long every page must answer as expected, one look after the other. An edge that collects changes before it
   * applies them serves the old routes for a while, and they may go before the new ones are there.
   * @default 0, one good look is enough
   */
  readonly stableSeconds?: number;
}

/** Waits until the edge answers as expected, through the same door as a browser. */
export async function waitForHttps({ pages, ca, limitSeconds, stableSeconds = 0 }: HttpsExpectation): Promise<void> {
  let goodSince: number | undefined;
  await waitFor({
    awaiting: pages.map(({ url }) => url).join(" and "),
    limitSeconds,
    observe: async () => {
      const unexpected = await firstUnexpected(pages, ca);
      if (unexpected !== undefined) {
        goodSince = undefined;
        return { met: false, state: unexpected };
      }
      goodSince ??= Date.now();
      return stableFor(goodSince, stableSeconds);
    },
    next: "npm run sandbox -- logs traefik",
  });
}

function stableFor(goodSince: number, stableSeconds: number): Observation {
  return Date.now() - goodSince >= stableSeconds * 1000
    ? { met: true }
    : { met: false, state: `good, but not yet for ${stableSeconds} s` };
}

async function firstUnexpected(pages: readonly HttpsPage[], ca: string): Promise<string | undefined> {
  for (const { url, accept } of pages) {
    const status = await statusOf(url, ca).catch((error: unknown) => String(error));
    if (typeof status === "string" || !accept(status)) {
      return `${typeof status === "string" ? status : `HTTP status ${status}`} from ${url}`;
    }
  }
  return undefined;
}

/** Every `.localhost` name is loopback, whatever the machine's resolver says. */
function statusOf(url: string, ca: string): Promise<number> {
  const { hostname, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: "127.0.0.1",
        port: 443,
        servername: hostname,
        headers: { host: hostname },
        path: pathname,
        ca,
        agent: false,
        timeout: 5_000,
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    call.on("timeout", () => call.destroy(new Error("no answer within 5 s")));
    call.on("error", reject);
    call.end();
  });
}
