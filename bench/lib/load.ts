import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import autocannon from "autocannon";

export interface Load {
  readonly url: string;
  /** Address to connect to; the URL names the host for TLS and for the edge. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Each sends its next request when it has the answer to the last one. */
  readonly connections: number;
  /** Measured, after `warmUpSeconds`. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Is called when the warm-up ends. */
  readonly onStart?: () => Promise<void>;
  /** Is called when the last request has been measured. */
  readonly onEnd?: () => Promise<void>;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly requests: number;
}

const microsecondsPerMillisecond = 1000;

/**
 * Sends one request over and over on some connections, with autocannon: it keeps connections alive, writes each request as
 * soon as the last one is answered, and is maintained by maintainers of Node's HTTP parser and servers. Its own histogram
 * counts whole milliseconds, which is what a whole check costs, so latencies are counted in microseconds by the HDR histogram
 * of Node. autocannon does not verify certificates: sign in through a client that does before using it.
 * @throws if any answer is not 200, because an error costs less than an answer
 */
export async function applyLoad(load: Load): Promise<LoadResult> {
  const { host, hostname, pathname, search } = new URL(load.url);
  const histogram = createHistogram();
  const { run, result } = start({
    url: `https://${load.address}${pathname}${search}`,
    servername: hostname,
    headers: { ...load.headers, host },
    connections: load.connections,
    // Long enough: it is stopped before.
    duration: load.warmUpSeconds + load.seconds + 60,
  });
  const statuses = new Set<number>();
  let isMeasuring = false;
  run.on("response", (_client, status, _bytes, milliseconds) => {
    statuses.add(Number(status));
    if (isMeasuring) {
      record(histogram, milliseconds);
    }
  });
  await pause(load.warmUpSeconds * 1000);
  await load.onStart?.();
  isMeasuring = true;
  const started = performance.now();
  await pause(load.seconds * 1000);
  isMeasuring = false;
  const measuredSeconds = (performance.now() - started) / 1000;
  await load.onEnd?.();
  run.stop();
  const { errors, timeouts } = await result;
  if (errors + timeouts > 0 || statuses.size !== 1 || !statuses.has(200)) {
    const answers = [...statuses].join(", ");
    throw new Error(
      `${load.url} answered ${answers} with ${errors} errors and ${timeouts} timeouts, expected only 200`,
    );
  }
  return {
    requestsPerSecond: histogram.count / measuredSeconds,
    p50Milliseconds: histogram.percentile(50) / microsecondsPerMillisecond,
    p99Milliseconds: histogram.percentile(99) / microsecondsPerMillisecond,
    requests: histogram.count,
  };
}

function start(options: autocannon.Options): { run: autocannon.Instance; result: Promise<autocannon.Result> } {
  const { promise: result, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  // With a callback, autocannon returns the run, which can be observed and stopped.
  const run = autocannon(options, (error: unknown, done: autocannon.Result) =>
    error instanceof Error ? reject(error) : resolve(done),
  );
  return { run, result };
}

function record(histogram: RecordableHistogram, milliseconds: number): void {
  histogram.record(Math.max(1, Math.round(milliseconds * microsecondsPerMillisecond)));
}
