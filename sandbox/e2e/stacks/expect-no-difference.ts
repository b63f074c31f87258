import assert from "node:assert/strict";
import type { HttpSession } from "../../http/http-session.js";
import type { RawEdge } from "../../http/raw-connection.js";
import { sendPlain } from "../attacks/http1-malformed-requests.js";
import type { Oddity, PlainRequest } from "../attacks/malformed-request.js";
import type { World } from "./world.js";

/** A request whose decision is known. */
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

async function probesOf(world: World, viewer: HttpSession): Promise<Probe[]> {
  const place = ({ path, ...request }: PlainRequest): PlainRequest & Pick<Probe, "edge"> => {
    const { host, pathname, search } = new URL(world.url(path));
    return { ...request, path: `${pathname}${search}`, edge: { caFile: world.access.caFile, host } };
  };
  const asViewer = async (request: PlainRequest): Promise<PlainRequest & Pick<Probe, "edge">> => ({
    ...place(request),
    cookie: await viewer.cookies.getCookieString(world.url(request.path)),
  });
  return [
    { name: "a stranger reads", ...place(reading), status: 401 },
    { name: "a stranger opens a page", ...place(page), status: 401 },
    { name: "a stranger reloads", ...place(reloading), status: 401 },
    { name: "a viewer reads", ...(await asViewer(reading)), status: 200 },
    { name: "a viewer reloads", ...(await asViewer(reloading)), status: 403 },
    { name: "a viewer debugs", ...(await asViewer(debugging)), status: 403 },
    { name: "a viewer silences", ...(await asViewer(silencing)), status: 403 },
  ];
}

/** Of the requests that are no requests: 501 and 505 say that the edge does not know what was asked for. */
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 501 || status === 505;
}

/** Every decision is that of the plain request, or a refusal: of the request itself, and of whatever hides in it. */
export async function expectNoDifference(
  world: World,
  viewer: HttpSession,
  oddities: readonly Oddity[],
): Promise<void> {
  const probes = await probesOf(world, viewer);
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
        differences.push(`${oddity.name}: ${name}, and gets ${wrong.join(", ")} for ${status}`);
      }
    }
  }
  assert.deepEqual(differences, []);
  assert.ok(understood > 0, "an edge that refuses everything proves nothing");
  // What was hidden in a body may wait in a connection for whoever comes next.
  for (const probe of probes) {
    assert.deepEqual(await sendPlain(probe, probe.edge), [probe.status], `${probe.name} afterwards`);
  }
}
