/** A queue whose jobs run one at a time, in the order in which they were added. */
export type Queue = <T>(job: Job<T>) => Promise<T>;

/** @param letNextStart lets the next job start before this one has ended */
type Job<T> = (letNextStart: () => void) => Promise<T>;

export function createQueue(): Queue {
  let previous = Promise.resolve();
  return async (job) => {
    const turn = previous;
    const { promise, resolve } = Promise.withResolvers<void>();
    previous = promise;
    await turn;
    try {
      return await job(resolve);
    } finally {
      resolve();
    }
  };
}
