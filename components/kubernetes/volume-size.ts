import type { TextForm } from "../validation/names";

/** Size of a volume as a Kubernetes quantity. */
export const volumeSize: TextForm = { pattern: /^[1-9]\d*(Mi|Gi|Ti|M|G|T)$/, expected: 'a size such as "10Gi"' };
