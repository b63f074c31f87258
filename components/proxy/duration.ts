import { goDuration } from "./defaults";

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
