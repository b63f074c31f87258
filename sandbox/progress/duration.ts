/** `8 s`, `2 min 05 s`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(rest).padStart(2, "0")} s`;
}

/** @returns the time since this call, whenever it is asked: `8 s` */
export function stopwatch(): () => string {
  const started = Date.now();
  return () => formatDuration((Date.now() - started) / 1000);
}
