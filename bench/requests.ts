import { readAccess } from "../sandbox/commands/access.js";
import { kubernetes } from "../sandbox/e2e/pods/kubernetes.js";
import { edgeStacks } from "../sandbox/e2e/stacks/edge-stacks.js";
import { productContext } from "../sandbox/e2e/stacks/product.js";
import { connectToSandbox, type RunningSandbox } from "../sandbox/e2e/stacks/running-sandbox.js";
import { prometheusQuery } from "../sandbox/e2e/users/requests.js";
import { serviceAccountToken } from "../sandbox/e2e/users/service-account.js";
import { lockMachine } from "../sandbox/host/lock.js";
import { deployProduct, type StackConfig } from "../sandbox/pulumi/index.js";
import { waitForHttps } from "../sandbox/wait/https.js";
import { PodUsage, workloads } from "./cluster/pod-usage.js";
import { unprotectedHost, withUnprotectedRoute } from "./cluster/unprotected-route.js";
import { applyLoad, type LoadResult } from "./lib/load.js";
import type { Comparison, Findings, Measurement, MeasurementName } from "./lib/result.js";
import { interleaved, type Rounds, type Variant } from "./lib/rounds.js";
import type { BenchmarkOptions } from "./lib/run.js";
import type { MeasuredEdge } from "./measured-edges.js";

const seconds = 3;
const warmUpSeconds = 1;
const manyConnections = 32;

type Headers = Readonly<Record<string, string>>;

/** Returns the headers of a request; a token is new for each measurement, because it expires after minutes. */
type Credential = () => Promise<Headers>;

/** One round of one variant. */
interface Sample {
  readonly single: LoadResult;
  readonly many: LoadResult;
  /** CPU time per request with many connections, by workload. */
  readonly cpuMicroseconds: Readonly<Record<Measured, number>>;
}

const measuredWorkloads = ["edge", "proxies", "store"] as const;
type Measured = (typeof measuredWorkloads)[number];

const unprotected = "unprotected";

const metrics = {
  p50: "latency p50 at 1 connection",
  p99: "latency p99 at 1 connection",
  throughput: `throughput at ${manyConnections} connections`,
} as const;

/** Measures protected requests against unprotected ones, behind one edge. */
export function measureRequests(edge: MeasuredEdge): (options: BenchmarkOptions) => Promise<Findings> {
  return async (options) => {
    const release = await lockMachine("bench");
    try {
      return await measureBehind(edge, options);
    } finally {
      if (deploymentsOf(edge).some(({ config }) => Object.keys(config).length > 0)) {
        options.progress("restoring the sandbox's own edge");
        await deployProduct((await productContext()).context);
      }
      await release();
    }
  };
}

async function measureBehind(edge: MeasuredEdge, options: BenchmarkOptions): Promise<Findings> {
  const deployments = deploymentsOf(edge);
  const findings: Findings[] = [];
  for (const { config, sessionKind, withToken } of deployments) {
    options.progress(`deploying the product behind ${edge}, with sessions in ${sessionKind}`);
    await deployProduct((await productContext()).context, { config, signal: options.signal });
    const sandbox = await connectToSandbox();
    const credentials: Readonly<Record<string, Credential>> = {
      [unprotectedIn(deployments.length, sessionKind)]: async () => Promise.resolve({}),
      [`session in ${sessionKind}`]: await cookieOf(sandbox),
      ...(withToken ? { "bearer token": async () => bearerOf(sandbox) } : {}),
    };
    findings.push(await measureDeployment(sandbox, edge, credentials, options));
  }
  return {
    settings: {
      request: `GET ${prometheusQuery}`,
      "seconds per measurement": seconds,
      "warm-up, seconds": warmUpSeconds,
    },
    measurements: findings.flatMap(({ measurements }) => measurements),
    comparisons: findings.flatMap(({ comparisons }) => comparisons),
  };
}

interface Deployment {
  readonly config: StackConfig;
  readonly sessionKind: string;
  readonly withToken: boolean;
}

/** Sessions in cookies are a configuration error behind Traefik's own kinds: it returns no refreshed cookie. */
function deploymentsOf(edge: MeasuredEdge): readonly Deployment[] {
  const config = edgeStacks[edge];
  const inStore = { config, sessionKind: "Valkey", withToken: true };
  const cookies = { ...config, "monitoring-sso:sessions": { cookie: {} } };
  return edge === "ingress-nginx"
    ? [inStore, { config: cookies, sessionKind: "cookies", withToken: false }]
    : [inStore];
}

/** Each deployment has its own baseline, measured in the same rounds. */
function unprotectedIn(deployments: number, sessionKind: string): string {
  return deployments === 1 ? unprotected : `${unprotected}, beside sessions in ${sessionKind}`;
}

async function cookieOf(sandbox: RunningSandbox): Promise<Credential> {
  const session = await sandbox.signedIn("viewer");
  const cookie = await session.cookies.getCookieString(sandbox.access.monitoringUrl);
  await session.close();
  return async () => Promise.resolve({ cookie });
}

async function bearerOf(sandbox: RunningSandbox): Promise<Headers> {
  return { authorization: `Bearer ${await serviceAccountToken(sandbox, "ci")}` };
}

async function measureDeployment(
  sandbox: RunningSandbox,
  edge: MeasuredEdge,
  credentials: Readonly<Record<string, Credential>>,
  options: BenchmarkOptions,
): Promise<Findings> {
  const cluster = kubernetes(sandbox.access.kubeconfig);
  const usage = Object.fromEntries(
    await Promise.all(
      measuredWorkloads.map(async (name) => [name, await PodUsage.of(cluster, workloads[name]).catch(() => undefined)]),
    ),
  ) as Readonly<Record<Measured, PodUsage | undefined>>;
  const variants = Object.entries(credentials).map(([name, credential]): Variant<Sample> => {
    const url = name.startsWith(unprotected)
      ? `https://${unprotectedHost}${prometheusQuery}`
      : sandbox.url(prometheusQuery);
    return { name, measure: async () => measure(url, await credential(), usage) };
  });
  const [baseline = ""] = Object.keys(credentials);
  const rounds = await withUnprotectedRoute(cluster, edge, async () => {
    await waitForHttps({
      pages: [{ url: `https://${unprotectedHost}${prometheusQuery}`, accept: (status) => status === 200 }],
      caFile: (await readAccess()).caFile,
      limitSeconds: 30,
    });
    return interleaved(variants, options);
  });
  return { settings: {}, measurements: measurementsOf(rounds), comparisons: comparisonsOf(rounds, baseline) };
}

async function measure(
  url: string,
  headers: Headers,
  usage: Readonly<Record<Measured, PodUsage | undefined>>,
): Promise<Sample> {
  const load = {
    url,
    address: "127.0.0.1",
    headers: { accept: "application/json", ...headers },
    seconds,
    warmUpSeconds,
  };
  const single = await applyLoad({ ...load, connections: 1 });
  const cpu = async (): Promise<number[]> =>
    Promise.all(measuredWorkloads.map(async (name) => (await usage[name]?.cpuSeconds()) ?? 0));
  let before: number[] = [];
  let after: number[] = [];
  const many = await applyLoad({
    ...load,
    connections: manyConnections,
    onStart: async () => void (before = await cpu()),
    onEnd: async () => void (after = await cpu()),
  });
  const cpuMicroseconds = Object.fromEntries(
    measuredWorkloads.map((name, index) => [
      name,
      (((after[index] ?? 0) - (before[index] ?? 0)) * 1e6) / many.requests,
    ]),
  ) as Record<Measured, number>;
  return { single, many, cpuMicroseconds };
}

function measurementsOf(rounds: Rounds<Sample>): Measurement[] {
  const series = (metric: string, unit: string, value: (sample: Sample) => number): Measurement[] =>
    Object.entries(rounds).map(([variant, samples]) => ({ variant, metric, unit, samples: samples.map(value) }));
  return [
    ...series(metrics.p50, "ms", ({ single }) => single.p50Milliseconds),
    ...series(metrics.p99, "ms", ({ single }) => single.p99Milliseconds),
    ...series(metrics.throughput, "requests/s", ({ many }) => many.requestsPerSecond),
    ...measuredWorkloads.flatMap((name) =>
      series(`CPU time of the ${name} per request`, "µs", ({ cpuMicroseconds }) => cpuMicroseconds[name]),
    ),
  ];
}

function comparisonsOf(rounds: Rounds<Sample>, baseline: string): Comparison[] {
  return Object.keys(rounds)
    .filter((variant) => variant !== baseline)
    .flatMap((variant): Comparison[] => {
      const against = (metric: string): { subject: MeasurementName; baseline: MeasurementName } => ({
        subject: { variant, metric },
        baseline: { variant: baseline, metric },
      });
      const of = `${variant}:`;
      return [
        { name: `${of} added latency p50`, kind: "difference", ...against(metrics.p50), target: { atMost: 1.5 } },
        { name: `${of} added latency p99`, kind: "difference", ...against(metrics.p99), target: { atMost: 5 } },
        { name: `${of} throughput ratio`, kind: "ratio", ...against(metrics.throughput), target: { atLeast: 0.6 } },
      ];
    });
}
