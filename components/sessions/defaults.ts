import type { TextForm } from "../validation/names";
import { defaultRotation } from "../validation/rotation";

/** Defaults of the session store. */
export const sessionsDefaults = { rotation: defaultRotation } as const;

/** Size of a volume as a Kubernetes quantity. */
export const volumeSize: TextForm = { pattern: /^[1-9]\d*(Mi|Gi|Ti|M|G|T)$/, expected: 'a size such as "10Gi"' };

/** URL of a Redis server: TLS only, no credentials, and no options, one of which would skip the certificate check. */
export const redissUrl: TextForm = {
  pattern: /^rediss:\/\/[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?(\/\d*)?$/,
  expected: 'a rediss:// URL without credentials, such as "rediss://redis.example.com:6379"',
};
