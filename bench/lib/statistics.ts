import { median } from "simple-statistics";

/** The median of some samples, and how far it can be trusted. */
export interface Estimate {
  readonly median: number;
  /** Bounds of the confidence interval of the median; both are samples. */
  readonly low: number;
  readonly high: number;
  /** Probability with which the interval contains the true median, 0 to 1. */
  readonly confidence: number;
}

const wantedConfidence = 0.95;

/**
 * Median with its distribution-free confidence interval, from order statistics: the narrowest pair of samples, equally far
 * from both ends, that contains the median with at least 95 % probability. With fewer than six samples no pair does; the
 * interval is then the whole range, and `confidence` says what it is worth. Times on a shared machine are skewed and have
 * outliers, so a mean with a standard deviation would describe them badly.
 */
export function estimate(samples: readonly number[]): Estimate {
  if (samples.length === 0) {
    throw new Error("no samples to estimate a median from");
  }
  const sorted = [...samples].sort((left, right) => left - right);
  const count = sorted.length;
  // The true median is above k of n samples with the probability of k heads in n tosses of a coin.
  let excluded = 0;
  let probability = 0.5 ** count;
  let outside = probability;
  for (;;) {
    probability *= (count - excluded) / (excluded + 1);
    if (1 - 2 * (outside + probability) < wantedConfidence) {
      break;
    }
    outside += probability;
    excluded += 1;
  }
  return {
    median: median(sorted),
    low: sorted[excluded] ?? Number.NaN,
    high: sorted[count - 1 - excluded] ?? Number.NaN,
    confidence: 1 - 2 * outside,
  };
}

/** How two variants compare within each round, so that what slows a whole round down does not count. */
export type ComparisonKind = "ratio" | "difference";

/** Combines the samples of each round: `subject / baseline` or `subject - baseline`. */
export function compareByRound(
  kind: ComparisonKind,
  subject: readonly number[],
  baseline: readonly number[],
): readonly number[] {
  if (subject.length !== baseline.length) {
    throw new Error(`cannot compare ${subject.length} rounds with ${baseline.length}`);
  }
  return subject.map((value, round) => {
    const other = baseline[round] ?? Number.NaN;
    return kind === "ratio" ? value / other : value - other;
  });
}
