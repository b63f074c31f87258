const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/**
 * Seconds of a duration as Go writes it, in whole hours, minutes and seconds: `8h`, `1h30m`, `90s`.
 * @returns `undefined` for anything else
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+[hms])+$/.test(text)) {
    return undefined;
  }
  return [...text.matchAll(/(\d+)([hms])/g)].reduce(
    (seconds, [, amount, unit]) => seconds + Number(amount) * (units[unit ?? ""] ?? 0),
    0,
  );
}

/** The duration in the largest unit that holds it exactly: 240 becomes `4m`. */
export function formatDuration(seconds: number): string {
  const [unit, size] = Object.entries(units).find(([, candidate]) => seconds % candidate === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}
