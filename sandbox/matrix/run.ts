import { readFile } from "node:fs/promises";
import type { EdgeAddress } from "../http/http-session.js";
import { type AddedAuthorization, authorizationLines } from "./authorization.js";
import { forgedHeaders } from "./echo.js";
import type { MatrixEdge } from "./edges/index.js";
import { generateRequests, type MatrixSize } from "./generate.js";
import type { Identity } from "./identity.js";
import type { Case } from "./judge.js";
import { expectedAnswer } from "./oracle.js";
import type { MatrixResult } from "./report.js";
import type { MatrixRequest } from "./request.js";
import { bodyOf } from "./request-body.js";
import type { MatrixStack } from "./stack.js";
import { Wire, type WireRequest } from "./wire.js";

export interface Credentials {
  /** How an identity authenticates at a host: a cookie, a token, or nothing. Called for each request, as tokens expire. */
  of(identity: Identity, host: string): Promise<Credential>;
  /** Values of `Authorization` that must not count. */
  readonly added: Readonly<Record<AddedAuthorization, string>>;
}

/** The values of two headers. */
export interface Credential {
  readonly cookie?: string;
  readonly authorization?: string;
}

export interface MatrixRun extends MatrixSize {
  readonly edge: MatrixEdge;
  readonly stack: MatrixStack;
  readonly caFile: string;
  /** @default - the sandbox's own edge, on loopback */
  readonly address?: EdgeAddress | undefined;
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
  const { stack, edge, seed, limitSeconds, address } = run;
  const requests = generateRequests(stack.applications, run);
  const wire = new Wire({ ca: await readFile(run.caFile, "utf8"), connections, timeoutMilliseconds, address });
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
  return { edge, address, seed, planned: requests.length, cases, seconds: (Date.now() - started) / 1000 };
}

async function onTheWire(request: MatrixRequest, { credentials, edge }: MatrixRun): Promise<WireRequest> {
  const { identity, host, method, target, accept, extraHeaders } = request;
  const { contentType, body } = bodyOf(method, target);
  const { cookie, authorization } = await credentials.of(identity, host);
  return {
    ...{ host, method, target },
    headers: {
      accept,
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...forgedHeaders(edge),
      ...Object.fromEntries(extraHeaders),
      ...(cookie === undefined ? {} : { cookie }),
      authorization: authorizationsOf(request, authorization, credentials),
    },
    ...(body === undefined ? {} : { body }),
  };
}

function authorizationsOf(
  { authorization: attack }: MatrixRequest,
  own: string | undefined,
  { added }: Credentials,
): string[] {
  return attack === undefined
    ? [own].filter((value) => value !== undefined)
    : authorizationLines(own, added[attack.added], attack.at);
}
