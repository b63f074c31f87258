import type { TextForm } from "./names";

/**
 * Duration as Go writes it, in whole units, not zero: a zero refresh interval would disable refreshing. Six digits, because
 * Go refuses more than 292 years.
 */
export const goDuration: TextForm = {
  pattern: /^(?=.*[1-9])(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?$/,
  expected: 'a duration in hours, minutes and seconds such as "8h" or "1h30m"',
};

const secondsPerUnit: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/**
 * Seconds of a duration.
 * @returns `undefined` for anything that is not in whole hours, minutes and seconds
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+[hms])+$/.test(text)) {
    return undefined;
  }
  return [...text.matchAll(/(\d+)([hms])/g)].reduce(
    (seconds, [, amount, unit]) => seconds + Number(amount) * (secondsPerUnit[unit ?? ""] ?? 0),
    0,
  );
}

/**
 * Seconds of a duration that has been checked.
 * @throws for anything else
 */
export function secondsOf(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    throw new Error(`"${text}" is not ${goDuration.expected}`);
  }
  return seconds;
}

/** The duration in the largest unit that expresses it exactly: 240 becomes `4m`. */
export function formatDuration(seconds: number): string {
  const [unit, size] = Object.entries(secondsPerUnit).find(([, candidate]) => seconds % candidate === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}
