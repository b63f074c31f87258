import assert from "node:assert/strict";
import type { HttpSession } from "../../http/http-session.js";
import type { RawEdge } from "../../http/raw-connection.js";
import { sendPlain } from "../attacks/http1-malformed-requests.js";
import type { Oddity, PlainRequest } from "../attacks/malformed-request.js";
import type { RunningSandbox } from "../stacks/running-sandbox.js";

/** A request with a known decision. */
interface Probe extends PlainRequest {
  readonly name: string;
  readonly status: number;
  readonly edge: RawEdge;
}

const reading = { method: "GET", path: "/prometheus/api/v1/query?query=up" };
const page = { method: "GET", path: "/prometheus/classic/graph" };
const reloading = { method: "POST", path: "/prometheus/-/reload" };
const debugging = { method: "GET", path: "/prometheus/debug/pprof/cmdline" };
const silencing = { method: "POST", path: "/alertmanager/api/v2/silences", body: "{}" };

async function probesOf(sandbox: RunningSandbox, viewer: HttpSession): Promise<Probe[]> {
  const addressed = ({ path, ...request }: PlainRequest): PlainRequest & Pick<Probe, "edge"> => {
    const { host, pathname, search } = new URL(sandbox.url(path));
    return { ...request, path: `${pathname}${search}`, edge: { caFile: sandbox.access.caFile, host } };
  };
  const asViewer = async (request: PlainRequest): Promise<PlainRequest & Pick<Probe, "edge">> => ({
    ...addressed(request),
    cookie: await viewer.cookies.getCookieString(sandbox.url(request.path)),
  });
  return [
    { name: "an anonymous client reads", ...addressed(reading), status: 401 },
    { name: "an anonymous client opens a page", ...addressed(page), status: 401 },
    { name: "an anonymous client reloads", ...addressed(reloading), status: 401 },
    { name: "a viewer reads", ...(await asViewer(reading)), status: 200 },
    { name: "a viewer reloads", ...(await asViewer(reloading)), status: 403 },
    { name: "a viewer debugs", ...(await asViewer(debugging)), status: 403 },
    { name: "a viewer silences", ...(await asViewer(silencing)), status: 403 },
  ];
}

/** 501 and 505 refuse what is no valid request: an unknown method or version. */
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 501 || status === 505;
}

/** Every decision is that of the plain request or a refusal, both for the request itself and for a request hidden in it. */
export async function expectSameDecision(
  sandbox: RunningSandbox,
  viewer: HttpSession,
  oddities: readonly Oddity[],
): Promise<void> {
  const probes = await probesOf(sandbox, viewer);
  for (const probe of probes) {
    assert.deepEqual(await sendPlain(probe, probe.edge), [probe.status], probe.name);
  }
  const differences: string[] = [];
  let understood = 0;
  for (const oddity of oddities) {
    const answers = await Promise.all(probes.map((probe) => oddity.send(probe, probe.edge)));
    understood += answers.every(([first], index) => first === probes[index]?.status) ? 1 : 0;
    for (const [index, { name, status }] of probes.entries()) {
      const wrong = (answers[index] ?? []).filter((answer) => answer !== status && !isRefusal(answer));
      if (wrong.length > 0) {
        differences.push(`${oddity.name}: ${name}, and gets ${wrong.join(", ")} instead of ${status}`);
      }
    }
  }
  assert.deepEqual(differences, []);
  assert.ok(understood > 0, "an edge that refuses everything proves nothing");
  // A request hidden in a body may be waiting in a pooled connection for the next request.
  for (const probe of probes) {
    assert.deepEqual(await sendPlain(probe, probe.edge), [probe.status], `${probe.name} afterwards`);
  }
}
