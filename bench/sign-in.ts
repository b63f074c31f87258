import { kubernetes } from "../sandbox/e2e/pods/kubernetes.js";
import { connectToSandbox } from "../sandbox/e2e/stacks/running-sandbox.js";
import { graphPage } from "../sandbox/e2e/users/requests.js";
import { type HttpAnswer, HttpSession } from "../sandbox/http/http-session.js";
import { signIn } from "../sandbox/http/sign-in.js";
import { PodUsage, workloads } from "./cluster/pod-usage.js";
import type { Findings, Measurement } from "./lib/result.js";
import { interleaved } from "./lib/rounds.js";
import type { BenchmarkOptions } from "./lib/run.js";

/** One request of a sign-in. */
interface TimedRequest {
  readonly host: string;
  readonly status: number;
  readonly milliseconds: number;
}

class TimedSession extends HttpSession {
  readonly requests: TimedRequest[] = [];

  override async send(...args: Parameters<HttpSession["send"]>): Promise<HttpAnswer> {
    const started = performance.now();
    const answer = await super.send(...args);
    const milliseconds = performance.now() - started;
    this.requests.push({ host: new URL(answer.url).hostname, status: answer.status, milliseconds });
    return answer;
  }
}

interface SignIn {
  readonly requests: readonly TimedRequest[];
  readonly cpuMilliseconds: Readonly<Record<"proxies" | "keycloak", number>>;
}

/** Signs a user in from an anonymous page with user name and password, again and again, each time in a new session. */
export async function measureSignIn(options: BenchmarkOptions): Promise<Findings> {
  const sandbox = await connectToSandbox();
  const { access } = sandbox;
  const cluster = kubernetes(access.kubeconfig);
  const proxies = await PodUsage.of(cluster, workloads.proxies);
  const keycloak = await PodUsage.of(cluster, workloads.keycloak);
  const monitoringHost = new URL(access.monitoringUrl).hostname;
  const measure = async (): Promise<SignIn> => {
    const session = new TimedSession(access.caFile);
    try {
      const before = [await proxies.cpuSeconds(), await keycloak.cpuSeconds()] as const;
      await signIn(session, sandbox.url(graphPage), sandbox.credentials("viewer"));
      const after = [await proxies.cpuSeconds(), await keycloak.cpuSeconds()] as const;
      const cpuMilliseconds = { proxies: (after[0] - before[0]) * 1000, keycloak: (after[1] - before[1]) * 1000 };
      return { requests: session.requests, cpuMilliseconds };
    } finally {
      await session.close();
    }
  };
  options.progress("two sign-ins to warm up");
  await measure();
  await measure();
  const { "sign-in": signIns = [] } = await interleaved([{ name: "sign-in", measure }], options);
  return findingsOf(signIns, monitoringHost);
}

function findingsOf(signIns: readonly SignIn[], monitoringHost: string): Findings {
  const isOurs = ({ host }: TimedRequest): boolean => host === monitoringHost;
  const time =
    (wanted: (request: TimedRequest) => boolean) =>
    ({ requests }: SignIn) =>
      requests.filter(wanted).reduce((total, { milliseconds }) => total + milliseconds, 0);
  const series = (metric: string, variant: string, unit: string, value: (signIn: SignIn) => number): Measurement => ({
    ...{ metric, variant, unit },
    samples: signIns.map(value),
  });
  const redirects = ({ requests }: SignIn): number =>
    requests.filter(({ status }) => status >= 300 && status < 400).length;
  const metric = "time of a sign-in";
  const cpu = "CPU time of a sign-in";
  const ours = "edge, proxy and application, with the token request to Keycloak";
  return {
    settings: {
      page: graphPage,
      client: "undici, which loads no scripts or images and runs on the same cores; a new TLS connection per host",
    },
    measurements: [
      series(
        metric,
        "all requests",
        "ms",
        time(() => true),
      ),
      series(metric, ours, "ms", time(isOurs)),
      series(
        metric,
        "Keycloak",
        "ms",
        time((request) => !isOurs(request)),
      ),
      series(cpu, "proxies", "ms", ({ cpuMilliseconds }) => cpuMilliseconds.proxies),
      series(cpu, "Keycloak", "ms", ({ cpuMilliseconds }) => cpuMilliseconds.keycloak),
      series("requests of a sign-in", "all requests", "requests", ({ requests }) => requests.length),
      series("requests of a sign-in", "redirects", "requests", redirects),
    ],
    comparisons: [
      {
        name: "time that is not Keycloak's",
        kind: "difference",
        subject: { variant: "all requests", metric },
        baseline: { variant: "Keycloak", metric },
        target: { atMost: 100 },
      },
      {
        name: "share of Keycloak",
        kind: "ratio",
        subject: { variant: "Keycloak", metric },
        baseline: { variant: "all requests", metric },
      },
    ],
  };
}
