import { type TextForm, urlPort } from "../validation/names";
import { defaultRotation } from "../validation/rotation";

/** Defaults of the session store. */
export const sessionsDefaults = { rotation: defaultRotation } as const;

/** URL of a Redis server: TLS only, no credentials, and no options, one of which would skip the certificate check. */
export const redissUrl: TextForm = {
  pattern: new RegExp(String.raw`^rediss:\/\/[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:${urlPort})?(\/\d*)?$`),
  expected: 'a rediss:// URL without credentials, such as "rediss://redis.example.com:6379"',
};

/** Part of the proxy's configuration file, which the chart passes through Helm's template engine: no braces. */
export const configurationText: TextForm = {
  pattern: /^[^{}]*\S[^{}]*$/,
  expected: "text that is not empty and contains no braces",
};
