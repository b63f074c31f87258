/** What came back. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Its beginning, where it is long. */
  readonly body: string;
}

/**
 * Whether an answer reads like one of the edge or of the proxy rather than of Prometheus or Alertmanager, which answer
 * with some of the same statuses: 403 "Lifecycle API is not enabled", 503 "admin APIs disabled", 400 with an explanation.
 * One thing cannot be told apart, the plain 404 that all of them take from Go; it opens nothing.
 */
export function isDoorAnswer(answer: Answer): boolean {
  const { status, body } = answer;
  const looksLikeOne = doorAnswers[status] ?? (() => status >= 500 && goStatusTexts.includes(body.trim()));
  return looksLikeOne(answer);
}

/** By status; a HEAD request, and some refusals of the edge, have no body. */
const doorAnswers: Readonly<Record<number, (answer: Answer) => boolean>> = {
  302: ({ headers }) => String(headers["location"]).includes("/oauth2/"),
  400: ({ body }) => body === "" || /^(?:400 )?Bad Request/.test(body),
  401: () => true,
  403: ({ body }) => ["", "Forbidden"].includes(body.trim()) || isForbiddenPage(body),
  404: ({ body }) => ["", "404 page not found"].includes(body.trim()),
};

const goStatusTexts = ["", "Internal Server Error", "Bad Gateway", "Service Unavailable", "Gateway Timeout"];

/** The page that names the role, see `components/proxy/pages/config-map.ts`. */
function isForbiddenPage(body: string): boolean {
  return /<html/i.test(body) && body.includes("/oauth2/");
}
