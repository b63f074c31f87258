import { type EdgeAddress, HttpSession } from "../http/http-session.js";
import { type Observation, waitFor } from "./wait-for.js";

/** A page that the edge must serve. */
export interface HttpsPage {
  readonly url: string;
  readonly accept: (status: number) => boolean;
}

interface HttpsExpectation {
  readonly pages: readonly HttpsPage[];
  /** Certificate of the CA that must have signed the edge's certificate. */
  readonly caFile: string;
  readonly limitSeconds: number;
  /**
   * For how long every page must answer as expected in consecutive observations. An edge that collects changes before it
   * applies them serves the old routes for a while, and may remove them before it adds the new ones.
   * @default 0: one observation is enough
   */
  readonly stableSeconds?: number;
  /** @default - the sandbox's own edge */
  readonly edge?: EdgeAddress | undefined;
}

/** Waits until the edge answers as expected to requests like those of a browser. */
export async function waitForHttps({
  pages,
  caFile,
  limitSeconds,
  stableSeconds = 0,
  edge,
}: HttpsExpectation): Promise<void> {
  let expectedSince: number | undefined;
  await waitFor({
    awaiting: pages.map(({ url }) => url).join(" and "),
    limitSeconds,
    observe: async () => {
      const unexpected = await firstUnexpected(pages, { caFile, edge });
      if (unexpected !== undefined) {
        expectedSince = undefined;
        return { met: false, state: unexpected };
      }
      expectedSince ??= Date.now();
      return stableFor(expectedSince, stableSeconds);
    },
    next: "npm run sandbox -- logs traefik",
  });
}

function stableFor(expectedSince: number, stableSeconds: number): Observation {
  return Date.now() - expectedSince >= stableSeconds * 1000
    ? { met: true }
    : { met: false, state: `as expected, but not yet for ${stableSeconds} s` };
}

type Access = Pick<HttpsExpectation, "caFile" | "edge">;

async function firstUnexpected(pages: readonly HttpsPage[], access: Access): Promise<string | undefined> {
  for (const { url, accept } of pages) {
    const status = await statusOf(url, access).catch((error: unknown) => String(error));
    if (typeof status === "string" || !accept(status)) {
      return `${typeof status === "string" ? status : `HTTP status ${status}`} from ${url}`;
    }
  }
  return undefined;
}

/** A new session for each request, so that neither cookies nor pooled connections affect the next answer. */
async function statusOf(url: string, { caFile, edge }: Access): Promise<number> {
  const session = new HttpSession(caFile, { edge, timeoutMilliseconds: 5_000 });
  try {
    return (await session.send(url, { headers: { accept: "*/*" } })).status;
  } finally {
    await session.close();
  }
}
