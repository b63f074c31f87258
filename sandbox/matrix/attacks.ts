import { reservedHeaderNames } from "../http/forged-headers.js";
import { forgedValue } from "./extra-headers.js";
import type { MatrixRequest } from "./request.js";

/** What is odd about a request, for the rows of a table. One that has an odd header may be odd in other ways, too. */
const attacks = {
  "Authorization header that must not count": ({ authorization }) => authorization !== undefined,
  "header that names another method, path or client": ({ extraHeaders }) =>
    extraHeaders.some(([, value]) => value !== forgedValue),
  "reserved header in another spelling": ({ extraHeaders }) =>
    extraHeaders.some(([name, value]) => value === forgedValue && !reservedHeaderNames.includes(name)),
  "target without a leading slash": ({ target }) => !target.startsWith("/") && !isAbsolute(target),
  "target in the absolute form": ({ target }) => isAbsolute(target),
  "path in another spelling": ({ target }) => target.startsWith("/") && !/^[\w/.~-]+$/.test(target),
} satisfies Record<string, (request: MatrixRequest) => boolean>;

export type Attack = keyof typeof attacks;
export const attackNames = Object.keys(attacks) as readonly Attack[];

function isAbsolute(target: string): boolean {
  return /^https?:\/\/[^/]/.test(target);
}

export function attacksIn(request: MatrixRequest): Attack[] {
  return attackNames.filter((attack) => attacks[attack](request));
}
