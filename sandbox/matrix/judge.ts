import { echoName, isEcho, wrongInEcho } from "./echo.js";
import { type Answer, isDoorAnswer } from "./edge-answer.js";
import type { Expected } from "./oracle.js";
import type { MatrixRequest } from "./request.js";

/** A request, what must happen, and what did. */
export interface Case {
  readonly request: MatrixRequest;
  readonly expected: Expected;
  /** A text where no answer came, and says why. */
  readonly received: Answer | string;
}

/** What is wrong with an answer; undefined when nothing is. */
export function wrongness({ request, expected, received }: Case): string | undefined {
  if (typeof received === "string") {
    return received;
  }
  switch (expected.type) {
    case "passes":
      return wrongInPassed(expected, request, received);
    case "refused":
      return wrongInRefused(expected, received);
    case "proxy":
      return isEcho(received) || !proxyStatuses.includes(received.status) ? "not the proxy's own answer" : undefined;
  }
}

function wrongInPassed(
  { application, path }: Extract<Expected, { type: "passes" }>,
  request: MatrixRequest,
  answer: Answer,
): string | undefined {
  if (application === echoName) {
    return isEcho(answer) ? wrongInEcho(request, path, answer) : "the application never got it";
  }
  return isDoorAnswer(answer) && answer.status !== 404 ? "the application never got it" : undefined;
}

function wrongInRefused({ status }: Extract<Expected, { type: "refused" }>, answer: Answer): string | undefined {
  if (isEcho(answer) || !isDoorAnswer(answer)) {
    return "THE APPLICATION ANSWERED";
  }
  return answer.status === status ? undefined : "refused otherwise";
}

/** What the proxy, which has no application behind it, says of a path that it does not know; 501 is for CONNECT. */
const proxyStatuses = [202, 400, 401, 403, 404, 501];
