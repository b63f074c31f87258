interface RequestBody {
  readonly contentType?: string;
  readonly body?: string;
}

/** Author of the silences, by which they are found afterwards. */
export const silenceAuthor = "access matrix";

/** A silence of one alert that does not exist, long enough for the run. */
function silence(): string {
  return JSON.stringify({
    matchers: [{ name: "alertname", value: "AccessMatrix", isRegex: false, isEqual: true }],
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 5 * 60_000).toISOString(),
    createdBy: silenceAuthor,
    comment: "whether this request gets through",
  });
}

/** A body that makes an allowed request take effect: a silence, or a query. */
export function bodyOf(method: string, target: string): RequestBody {
  if (!["POST", "PUT", "PATCH", "QUERY"].includes(method)) {
    return {};
  }
  return target.includes("silence")
    ? { contentType: "application/json", body: silence() }
    : { contentType: "application/x-www-form-urlencoded", body: "query=up" };
}
