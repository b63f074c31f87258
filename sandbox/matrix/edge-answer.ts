import { proxyPrefix } from "../../components/proxy-contract/endpoints.js";

/** An answer to a request of the matrix. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of a long body. */
  readonly body: string;
}

/**
 * Whether an answer comes from the edge or the proxy rather than from Prometheus or Alertmanager, which use some of the same
 * statuses: 403 "Lifecycle API is not enabled", 503 "admin APIs disabled", 400 with an explanation. Only the plain 404 of
 * Go's HTTP server, which all of them use, cannot be told apart; it reveals nothing.
 */
export function isEdgeAnswer(answer: Answer): boolean {
  const { status, body } = answer;
  const looksLikeOne = edgeAnswers[status] ?? (() => status >= 500 && goStatusTexts.includes(body.trim()));
  return looksLikeOne(answer);
}

/**
 * Bodies of a plain 403: of the edge and the proxy, of Envoy's own rules, and of the proxy in the mode `reverse-proxy`, whose
 * static answers all have this text (docs/guides/proxy-modes.md). Prometheus and Alertmanager have none of them.
 */
const refusals = ["", "Forbidden", "RBAC: access denied", "Authenticated"];

/** By status; a HEAD request, and some refusals of the edge, have no body. */
const edgeAnswers: Readonly<Record<number, (answer: Answer) => boolean>> = {
  302: ({ headers }) => String(headers["location"]).includes(`${proxyPrefix}/`),
  307: ({ body }) => body === "",
  400: ({ body }) => body === "" || /^(?:400 )?Bad Request/.test(body),
  401: () => true,
  403: ({ body }) => refusals.includes(body.trim()) || isForbiddenPage(body),
  404: ({ body }) => ["", "404 page not found"].includes(body.trim()),
};

const goStatusTexts = ["", "Internal Server Error", "Bad Gateway", "Service Unavailable", "Gateway Timeout"];

/** The page for a missing role, see `components/proxy/pages/config-map.ts`. */
function isForbiddenPage(body: string): boolean {
  return /<html/i.test(body) && body.includes(`${proxyPrefix}/`);
}
