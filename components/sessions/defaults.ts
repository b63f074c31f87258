import { defaultRotation } from "../validation/rotation";

/** Defaults of the session store. */
export const sessionsDefaults = { rotation: defaultRotation } as const;

/** Size of a volume as a Kubernetes quantity. */
export const volumeSize = { pattern: /^[1-9]\d*(Mi|Gi|Ti|M|G|T)$/, expected: 'a size such as "10Gi"' } as const;
