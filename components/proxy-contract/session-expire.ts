import { checkText } from "../validation/check";
import { goDuration, secondsOf } from "../validation/duration";
import type { Problem } from "../validation/problem";

/**
 * Longest session of a user. Keycloak's clients, the proxy's cookie and Grafana must agree on it: otherwise the shortest of
 * them decides.
 */
export const defaultSessionExpire = "8h";

/** Keycloak reads the lifespan of a client's sessions as an integer of 32 bits (26.7.3, DefaultClientValidationProvider). */
const longestSeconds = 2_147_483_647;

/** Reports a text that is not a duration, or one that Keycloak would ignore. */
export function checkSessionExpire(value: string | undefined, path: string): Problem[] {
  const form = checkText(value, goDuration, path);
  return form.length > 0 || value === undefined || secondsOf(value) <= longestSeconds
    ? form
    : [{ path, value, expected: `at most ${longestSeconds}s, which is 68 years` }];
}
