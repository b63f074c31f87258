import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { callbackPath, logoutPath } from "../../components/proxy-contract/endpoints.js";
import { type HttpSession, locationOf } from "../http/http-session.js";
import { signIn, startAddress, visit } from "../http/sign-in.js";
import { applicationHosts, type StackConfig } from "../pulumi/index.js";
import { waitFor } from "../wait/wait-for.js";
import { edgeSuite } from "./scenarios/edge-suite.js";
import { edgeStacks } from "./stacks/edge-stacks.js";
import { sandboxStack } from "./stacks/sandbox-stack.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { alertsPath, prometheusQuery } from "./users/requests.js";

const { prometheus, alertmanager, tool } = applicationHosts;
const ownHosts = { prometheus, alertmanager, tool };
const { "monitoring-sso:monitoring": monitoring, "monitoring-sso:proxy": proxy } = await sandboxStack();
const onOwnHosts: StackConfig = {
  "monitoring-sso:monitoring": { ...monitoring, hosts: { prometheus, alertmanager } },
};

/** Prometheus' page a second time, behind a role that no user holds. */
const closedTool = {
  name: "tool",
  host: tool,
  service: { name: "kube-prometheus-stack-prometheus", port: 9090 },
  rules: [{ methods: ["GET"], role: "tool-user" }],
};

const graph = "/prometheus/classic/graph?g0.expr=up&g0.tab=1";
const isSessionCookie = ({ key }: { readonly key: string }): boolean => key === "__Host-oauth2_proxy";

describe("applications on hosts of their own", () => {
  const sandbox = useSandbox({
    ownHosts,
    config: {
      ...onOwnHosts,
      "monitoring-sso:access": { applications: [closedTool] },
      // Short enough for a test to wait for it.
      "monitoring-sso:proxy": { ...proxy, sessionRefresh: "5s" },
    },
  });
  const viewerAt = async (path: string): Promise<HttpSession> => {
    const session = sandbox.anonymous();
    await signIn(session, sandbox.url(path), sandbox.credentials("viewer"));
    return session;
  };

  it("return a user to the requested page on the requested host", async () => {
    const session = sandbox.anonymous();
    const answer = await signIn(session, sandbox.url(graph), sandbox.credentials("viewer"));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, `https://${prometheus}/classic/graph?g0.expr=up&g0.tab=1`);
  });

  it("have a session each: a host-only cookie, which is sent to no other host", async () => {
    const session = await viewerAt(graph);
    const cookieAt = async (host: string) =>
      (await session.cookies.getCookies(`https://${host}/`)).find(isSessionCookie);
    assert.equal((await cookieAt(prometheus))?.hostOnly, true);
    assert.equal(await cookieAt(alertmanager), undefined);
    const answer = await session.send(sandbox.url(alertsPath));
    assert.equal(answer.status, 401);
  });

  it("ask for a password once: the second host signs the user in without a form, and returns to the requested page", async () => {
    const session = await viewerAt(graph);
    const answer = await visit(session, sandbox.url("/alertmanager/?filter=a"));
    assert.equal(answer.status, 200);
    assert.equal(answer.url, `https://${alertmanager}/?filter=a`);
  });

  it("show a user without a role a page that names it, whatever their roles on other hosts", async () => {
    const session = await viewerAt(graph);
    const answer = await visit(session, sandbox.url("/tool/classic/graph"));
    assert.equal(answer.status, 403);
    assert.match(answer.body, /tool-user/);
    assert.equal((await session.send(sandbox.url(graph))).status, 200);
  });

  it("answer an anonymous API client with 401 and no redirect", async () => {
    for (const path of [prometheusQuery, alertsPath, "/tool/api/v1/targets"]) {
      const answer = await sandbox.anonymous().send(sandbox.url(path));
      assert.equal(answer.status, 401, path);
      assert.equal(answer.headers.location, undefined);
    }
  });

  it("are served on their own host only", async () => {
    const session = await viewerAt(graph);
    await visit(session, sandbox.url("/alertmanager/"));
    for (const url of [`https://${alertmanager}/classic/graph`, `${sandbox.access.monitoringUrl}/prometheus/`]) {
      assert.equal((await session.send(url)).status, 404, url);
    }
  });

  it("are reached by monitoring itself: Prometheus scrapes both, and sends alerts", async () => {
    const session = await viewerAt(graph);
    const up = encodeURIComponent('up{job=~"kube-prometheus-stack-(prometheus|alertmanager)"}');
    await waitFor({
      awaiting: "Prometheus to scrape itself and Alertmanager, and to find Alertmanager for its alerts",
      limitSeconds: 120,
      observe: async () => {
        const scraped = await session.send(sandbox.url(`/prometheus/api/v1/query?query=${up}`));
        const receivers = await session.send(sandbox.url("/prometheus/api/v1/alertmanagers"));
        const values = [...scraped.body.matchAll(/"value":\[[^,]+,"(\d)"\]/g)].map(([, value]) => value);
        const sends = receivers.body.includes(":9093/api/v2/alerts");
        return values.length >= 2 && !values.includes("0") && sends
          ? { met: true }
          : { met: false, state: `${scraped.body} ${receivers.body}` };
      },
      next: "npm run sandbox -- logs prometheus",
    });
  });

  describe("the redirect URI", () => {
    /** The address of Keycloak to which the proxy redirects a sign-in on the host of Prometheus. */
    const signInAddress = async (session: HttpSession, headers: Record<string, string> = {}): Promise<URL> => {
      const page = await session.send(sandbox.url(graph));
      return new URL(locationOf(await session.send(startAddress(page), { headers })));
    };

    it("is on the host that the edge matched, despite forged headers", async () => {
      const forged = { "x-forwarded-host": "evil.localhost", "x-original-host": "evil.localhost" };
      const address = await signInAddress(sandbox.anonymous(), forged);
      assert.equal(address.searchParams.get("redirect_uri"), `https://${prometheus}${callbackPath}`);
    });

    it("is on a host of the stack, or Keycloak shows no sign-in form", async () => {
      const session = sandbox.anonymous();
      const address = await signInAddress(session);
      for (const host of ["evil.localhost", applicationHosts.grafana, `${prometheus}:8443`, `x.${prometheus}`]) {
        address.searchParams.set("redirect_uri", `https://${host}${callbackPath}`);
        const answer = await session.send(address.href);
        assert.equal(answer.status, 400, host);
        assert.doesNotMatch(answer.body, /kc-form-login/, host);
      }
    });

    it("is of no use on another host of the stack: a sign-in ends where it began", async () => {
      const session = await viewerAt(graph);
      const page = await session.send(sandbox.url("/tool/classic/graph"));
      const address = new URL(locationOf(await session.send(startAddress(page))));
      address.searchParams.set("redirect_uri", `https://${alertmanager}${callbackPath}`);
      const answer = await session.open(address.href);
      assert.equal(new URL(answer.url).host, alertmanager);
      assert.equal(answer.status, 403);
      assert.equal((await session.cookies.getCookies(`https://${alertmanager}/`)).find(isSessionCookie), undefined);
    });
  });

  it("have a sign-out address each, which ends the session at Keycloak and, within a refresh, those of the other hosts", async () => {
    const session = await viewerAt(graph);
    await visit(session, sandbox.url("/alertmanager/"));
    const out = await session.open(`https://${prometheus}${logoutPath}`);
    assert.equal(new URL(out.url).host, prometheus);
    assert.match(out.body, /signed out/i);
    assert.equal((await session.send(sandbox.url(prometheusQuery))).status, 401);
    await assert.rejects(visit(session, sandbox.url("/tool/classic/graph")), /Keycloak asks for a password/);
    await waitFor({
      awaiting: "the session of the other host to end with its next refresh",
      limitSeconds: 30,
      observe: async () => {
        const { status } = await session.send(sandbox.url(alertsPath));
        return status === 401 ? { met: true } : { met: false, state: `HTTP ${status}` };
      },
      next: "npm run sandbox -- logs oauth2-proxy",
    });
  });
});

edgeSuite({
  title: "Gateway API with Traefik, applications on hosts of their own",
  edge: "gateway-api",
  config: { ...onOwnHosts, ...edgeStacks["gateway-api"] },
  ownHosts,
});
