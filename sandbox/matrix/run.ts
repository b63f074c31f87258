import { readFile } from "node:fs/promises";
import { forgedHeaders } from "./echo.js";
import { generateRequests, type MatrixSize } from "./generate.js";
import type { Identity } from "./identity.js";
import type { Case } from "./judge.js";
import { expectedAnswer, type MatrixEdge } from "./oracle.js";
import type { MatrixResult } from "./report.js";
import type { MatrixRequest } from "./request.js";
import { bodyOf } from "./request-body.js";
import type { MatrixStack } from "./stack.js";
import { Wire } from "./wire.js";

/** Headers that authenticate an identity at a host: a cookie, a token, or none. Called for each request, as tokens expire. */
export type Credentials = (identity: Identity, host: string) => Promise<Readonly<Record<string, string>>>;

export interface MatrixRun extends MatrixSize {
  readonly edge: MatrixEdge;
  readonly stack: MatrixStack;
  readonly caFile: string;
  readonly credentials: Credentials;
  /** No request begins after this time. */
  readonly limitSeconds: number;
  /** Ends the run early, like the limit. */
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, planned: number) => void;
}

/** Concurrent requests: two cores serve no more, and a slow answer delays few others. */
const connections = 16;
const timeoutMilliseconds = 10_000;

/** Sends all requests to the running edge, and collects its answers. */
export async function runMatrix(run: MatrixRun): Promise<MatrixResult> {
  const { stack, edge, seed, limitSeconds } = run;
  const requests = generateRequests(stack.applications, run);
  const wire = new Wire({ ca: await readFile(run.caFile, "utf8"), connections, timeoutMilliseconds });
  const started = Date.now();
  const cases: Case[] = [];
  const waiting = requests.values();
  const ask = async (): Promise<void> => {
    for (const request of waiting) {
      if (run.signal?.aborted || Date.now() - started > limitSeconds * 1000) {
        return;
      }
      const received = await wire.send(await onTheWire(request, run));
      cases.push({ request, expected: expectedAnswer(edge, stack, request), received });
      run.progress?.(cases.length, requests.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, ask));
  } finally {
    wire.close();
  }
  return { edge, seed, planned: requests.length, cases, seconds: (Date.now() - started) / 1000 };
}

async function onTheWire(
  { identity, host, method, target, accept }: MatrixRequest,
  { credentials, edge }: MatrixRun,
): Promise<Parameters<Wire["send"]>[0]> {
  const { contentType, body } = bodyOf(method, target);
  return {
    ...{ host, method, target },
    headers: {
      accept,
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...forgedHeaders(edge),
      ...(await credentials(identity, host)),
    },
    ...(body === undefined ? {} : { body }),
  };
}
