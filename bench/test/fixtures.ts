import type { Result } from "../lib/result.js";

/** A result with two variants, in which the sign-in costs 1 ms in each round. */
export function result(overrides: Partial<Result> = {}): Result {
  const metric = "latency p50";
  return {
    benchmark: "example",
    command: "npm run bench -- example --rounds 6",
    machine: { processor: "Example CPU", cores: 2, memoryGiB: 24, kernel: "6.1.0", node: "v24.0.0" },
    commit: "0123456789ab",
    date: "2026-01-02T03:04:05.678Z",
    durationSeconds: 60,
    load: { before: 0.5, after: 1.5 },
    settings: { "seconds per measurement": 3 },
    measurements: [
      { variant: "unprotected", metric, unit: "ms", samples: [1, 2, 1.1, 1.2, 1, 1] },
      { variant: "protected", metric, unit: "ms", samples: [2, 3, 2.1, 2.2, 2, 2] },
    ],
    comparisons: [
      {
        name: "added latency",
        kind: "difference",
        subject: { variant: "protected", metric },
        baseline: { variant: "unprotected", metric },
        target: { atMost: 1.5 },
      },
    ],
    ...overrides,
  };
}
