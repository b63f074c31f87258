import { echoName, isEcho, wrongInEcho } from "./echo.js";
import { type Answer, isEdgeAnswer } from "./edge-answer.js";
import type { Expected, Passes } from "./expected.js";
import type { MatrixRequest } from "./request.js";

/** A request with its expected and its received answer. */
export interface Case {
  readonly request: MatrixRequest;
  readonly expected: Expected;
  /** A text if there was no answer, with the reason. */
  readonly received: Answer | string;
}

/** What is wrong with an answer; undefined if it is right. */
export function faultOf({ request, expected, received }: Case): string | undefined {
  if (typeof received === "string") {
    return received;
  }
  switch (expected.type) {
    case "passes":
      return wrongInPassed(expected, request, received);
    case "refused":
      return wrongInRefused(expected, received);
    case "proxy":
      return isEcho(received) || !proxyStatuses.includes(received.status)
        ? "not an answer of the proxy itself"
        : undefined;
  }
}

function wrongInPassed(expected: Passes, request: MatrixRequest, answer: Answer): string | undefined {
  if (expected.application === echoName) {
    return isEcho(answer) ? wrongInEcho(request, expected, answer) : "the application never received it";
  }
  return isEdgeAnswer(answer) && answer.status !== 404 ? "the application never received it" : undefined;
}

function wrongInRefused({ status }: Extract<Expected, { type: "refused" }>, answer: Answer): string | undefined {
  if (isEcho(answer) || !isEdgeAnswer(answer)) {
    return "THE APPLICATION ANSWERED";
  }
  return answer.status === status ? undefined : "refused with another status";
}

/** Answers of the proxy, which has no upstream, to a path that it does not know; 501 is for CONNECT. */
const proxyStatuses = [202, 400, 401, 403, 404, 501];
