import type { Benchmark } from "./lib/run.js";

/** Every benchmark, in the order of `docs/performance.md`. */
export const benchmarks: readonly Benchmark[] = [];
