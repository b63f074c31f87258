import { checkText } from "../validation/check";
import { dnsSubdomain, type TextForm } from "../validation/names";
import type { Problem } from "../validation/problem";

/** Size of a volume as a Kubernetes quantity. */
export const volumeSize: TextForm = { pattern: /^[1-9]\d*(Mi|Gi|Ti|M|G|T)$/, expected: 'a size such as "10Gi"' };

/** A volume as arguments describe it. */
export interface Volume {
  readonly size: string;
  readonly storageClassName?: string;
}

/** @param path where the block is in the configuration */
export function checkVolume(volume: Volume | undefined, path: string): Problem[] {
  return [
    ...checkText(volume?.size, volumeSize, `${path}.size`),
    ...checkText(volume?.storageClassName, dnsSubdomain, `${path}.storageClassName`),
  ];
}
