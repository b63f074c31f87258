import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type HttpSession, locationOf } from "../http/http-session.js";
import { signIn, startAddress, visit } from "../http/sign-in.js";
import { applicationHosts, deployProduct, type SandboxContext, type StackConfig } from "../pulumi/index.js";
import { waitFor } from "../wait/wait-for.js";
import { describeDoors } from "./scenarios/edge-suite.js";
import { gatewayApiStack } from "./stacks/edge-stacks.js";
import { productContext } from "./stacks/product.js";
import { sandboxStack } from "./stacks/sandbox-stack.js";
import { theWorld, type World } from "./stacks/world.js";

const { prometheus, alertmanager, tool } = applicationHosts;
const ownHosts = { prometheus, alertmanager, tool };
const { "monitoring-sso:monitoring": monitoring, "monitoring-sso:proxy": proxy } = await sandboxStack();
const onOwnHosts: StackConfig = {
  "monitoring-sso:monitoring": { ...monitoring, hosts: { prometheus, alertmanager } },
};

/** The page of Prometheus once more, behind a role that nobody has. */
const closedTool = {
  name: "tool",
  host: tool,
  service: { name: "kube-prometheus-stack-prometheus", port: 9090 },
  rules: [{ methods: ["GET"], role: "tool-user" }],
};

const graph = "/prometheus/classic/graph?g0.expr=up&g0.tab=1";
const isSessionCookie = ({ key }: { readonly key: string }): boolean => key === "__Host-oauth2_proxy";

describe("applications on hosts of their own", () => {
  let world: World;
  let context: SandboxContext;
  const sessions: HttpSession[] = [];
  const stranger = (): HttpSession => {
    const session = world.stranger();
    sessions.push(session);
    return session;
  };
  const viewerAt = async (path: string): Promise<HttpSession> => {
    const session = stranger();
    await signIn(session, world.url(path), world.credentials("viewer"));
    return session;
  };

  before(async () => {
    world = await theWorld(ownHosts);
    context = (await productContext()).context;
    await deployProduct(context, {
      config: {
        ...onOwnHosts,
        "monitoring-sso:access": { applications: [closedTool] },
        // Soon enough that a test can wait for it.
        "monitoring-sso:proxy": { ...proxy, sessionRefresh: "5s" },
      },
    });
  });
  after(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    await deployProduct(context);
  });

  it("bring a person back to the very page on the host they came by", async () => {
    const session = stranger();
    const answer = await signIn(session, world.url(graph), world.credentials("viewer"));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, `https://${prometheus}/classic/graph?g0.expr=up&g0.tab=1`);
  });

  it("have a session each: the cookie of one host goes to no other, and says so itself", async () => {
    const session = await viewerAt(graph);
    const cookieAt = async (host: string) =>
      (await session.cookies.getCookies(`https://${host}/`)).find(isSessionCookie);
    assert.equal((await cookieAt(prometheus))?.hostOnly, true);
    assert.equal(await cookieAt(alertmanager), undefined);
    const answer = await session.send(world.url("/alertmanager/api/v2/alerts"));
    assert.equal(answer.status, 401);
  });

  it("ask nobody for a password twice: the second host signs in by itself, back to the very page", async () => {
    const session = await viewerAt(graph);
    const answer = await visit(session, world.url("/alertmanager/?filter=a"));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, `https://${alertmanager}/?filter=a`);
  });

  it("refuse a person without a role with a page that names it, whoever they are elsewhere", async () => {
    const session = await viewerAt(graph);
    const answer = await visit(session, world.url("/tool/classic/graph"));
    assert.equal(answer.status, 403);
    assert.match(answer.body, /tool-user/);
    assert.equal((await session.send(world.url(graph))).status, 200);
  });

  it("answer a stranger's program with 401 and no redirect", async () => {
    for (const path of ["/prometheus/api/v1/query?query=up", "/alertmanager/api/v2/alerts", "/tool/api/v1/targets"]) {
      const answer = await stranger().send(world.url(path));
      assert.equal(answer.status, 401, path);
      assert.equal(answer.headers.location, undefined);
    }
  });

  it("serve nothing of themselves on another host", async () => {
    const session = await viewerAt(graph);
    await visit(session, world.url("/alertmanager/"));
    for (const url of [`https://${alertmanager}/classic/graph`, `${world.access.monitoringUrl}/prometheus/`]) {
      assert.equal((await session.send(url)).status, 404, url);
    }
  });

  it("are where monitoring itself looks for them: scraped, and sent alerts", async () => {
    const session = await viewerAt(graph);
    const up = encodeURIComponent('up{job=~"kube-prometheus-stack-(prometheus|alertmanager)"}');
    await waitFor({
      awaiting: "Prometheus to scrape itself and Alertmanager, and to send alerts there",
      limitSeconds: 120,
      observe: async () => {
        const scraped = await session.send(world.url(`/prometheus/api/v1/query?query=${up}`));
        const receivers = await session.send(world.url("/prometheus/api/v1/alertmanagers"));
        const values = [...scraped.body.matchAll(/"value":\[[^,]+,"(\d)"\]/g)].map(([, value]) => value);
        const sends = receivers.body.includes(":9093/api/v2/alerts");
        return values.length >= 2 && !values.includes("0") && sends
          ? { met: true }
          : { met: false, state: `${scraped.body} ${receivers.body}` };
      },
      next: "npm run sandbox -- logs prometheus",
    });
  });

  describe("the address that Keycloak sends people back to", () => {
    /** Where the proxy would send somebody to sign in, from Prometheus' host. */
    const signInAddress = async (session: HttpSession, headers: Record<string, string> = {}): Promise<URL> => {
      const page = await session.send(world.url(graph));
      return new URL(locationOf(await session.send(startAddress(page), { headers })));
    };

    it("is on the host that the edge matched, whatever the request claims", async () => {
      const forged = { "x-forwarded-host": "evil.localhost", "x-original-host": "evil.localhost" };
      const address = await signInAddress(stranger(), forged);
      assert.equal(address.searchParams.get("redirect_uri"), `https://${prometheus}/oauth2/callback`);
    });

    it("is one of the hosts that people sign in on, or Keycloak shows no sign-in at all", async () => {
      const session = stranger();
      const address = await signInAddress(session);
      for (const host of ["evil.localhost", applicationHosts.grafana, `${prometheus}:8443`, `x.${prometheus}`]) {
        address.searchParams.set("redirect_uri", `https://${host}/oauth2/callback`);
        const answer = await session.send(address.href);
        assert.equal(answer.status, 400, host);
        assert.doesNotMatch(answer.body, /kc-form-login/, host);
      }
    });

    it("is of no use on another of them: a sign-in ends where it began", async () => {
      const session = await viewerAt(graph);
      const page = await session.send(world.url("/tool/classic/graph"));
      const address = new URL(locationOf(await session.send(startAddress(page))));
      address.searchParams.set("redirect_uri", `https://${alertmanager}/oauth2/callback`);
      const answer = await session.open(address.href);
      assert.equal(new URL(answer.url).host, alertmanager);
      assert.equal(answer.status, 403);
      assert.equal((await session.cookies.getCookies(`https://${alertmanager}/`)).find(isSessionCookie), undefined);
    });
  });

  it("lead out by an address of their own, which ends the session at Keycloak and with it, soon, all others", async () => {
    const session = await viewerAt(graph);
    await visit(session, world.url("/alertmanager/"));
    const out = await session.open(`https://${prometheus}/logout`);
    assert.equal(new URL(out.url).host, prometheus);
    assert.match(out.body, /signed out/i);
    assert.equal((await session.send(world.url("/prometheus/api/v1/query?query=up"))).status, 401);
    await assert.rejects(visit(session, world.url("/tool/classic/graph")), /Keycloak asks for a password/);
    await waitFor({
      awaiting: "the other host's session to end with its next renewal",
      limitSeconds: 30,
      observe: async () => {
        const { status } = await session.send(world.url("/alertmanager/api/v2/alerts"));
        return status === 401 ? { met: true } : { met: false, state: `HTTP ${status}` };
      },
      next: "npm run sandbox -- logs oauth2-proxy",
    });
  });
});

describeDoors({
  title: "the doors of the Gateway API, on hosts of their own",
  edge: "gateway-api",
  config: { ...onOwnHosts, ...gatewayApiStack },
  ownHosts,
});
