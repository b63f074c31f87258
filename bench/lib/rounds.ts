/** One of the things that a benchmark compares. */
export interface Variant<T> {
  readonly name: string;
  /** Measures once. */
  readonly measure: () => Promise<T>;
}

/** Result of each round, by name of the variant. */
export type Rounds<T> = Readonly<Record<string, readonly T[]>>;

interface RoundOptions {
  readonly rounds: number;
  /** Is called before each measurement: "round 2 of 6: traefik, bearer token". */
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Measures all variants once in each round. Every second round goes through them in reverse: what drifts during a run, such as
 * the temperature of a processor or the load of a neighbour, then affects the first and the last variant alike.
 */
export async function interleaved<T>(
  variants: readonly Variant<T>[],
  { rounds, progress, signal }: RoundOptions,
): Promise<Rounds<T>> {
  const results = Object.fromEntries(variants.map(({ name }): [string, T[]] => [name, []]));
  if (Object.keys(results).length !== variants.length) {
    throw new Error(`names of variants are not unique: ${variants.map(({ name }) => name).join(", ")}`);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, measure } of round % 2 === 0 ? variants : [...variants].reverse()) {
      signal.throwIfAborted();
      progress(`round ${round + 1} of ${rounds}: ${name}`);
      results[name]?.push(await measure());
    }
  }
  return results;
}
