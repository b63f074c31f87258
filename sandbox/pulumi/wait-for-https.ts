import { request } from "node:https";
import { waitFor } from "../cluster/wait.js";

export interface HttpsExpectation {
  /** Host name for SNI and the Host header; the connection goes to loopback. */
  readonly host: string;
  readonly path: string;
  /** Authority that must have signed the edge's certificate. */
  readonly ca: string;
  readonly accept: (status: number) => boolean;
  readonly limitSeconds: number;
}

/** Waits until the edge answers as expected, through the same door as a browser. */
export async function waitForHttps(expectation: HttpsExpectation): Promise<void> {
  await waitFor({
    awaiting: `https://${expectation.host}${expectation.path}`,
    limitSeconds: expectation.limitSeconds,
    observe: async () => {
      const status = await statusOf(expectation);
      return expectation.accept(status) ? { met: true } : { met: false, state: `HTTP status ${status}` };
    },
    next: "npm run sandbox -- logs traefik",
  });
}

function statusOf({ host, path, ca }: HttpsExpectation): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: "127.0.0.1", port: 443, servername: host, headers: { host }, path, ca, agent: false, timeout: 5_000 },
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
