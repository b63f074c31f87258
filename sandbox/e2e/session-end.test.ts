import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HttpSession } from "../http/http-session.js";
import { visit } from "../http/sign-in.js";
import type { StackConfig } from "../pulumi/index.js";
import { waitFor } from "../wait/wait-for.js";
import { edgeStacks } from "./stacks/edge-stacks.js";
import { changedBlocks } from "./stacks/sandbox-stack.js";
import { type SandboxFixture, useSandbox } from "./stacks/use-sandbox.js";
import { graphPage, prometheusQuery } from "./users/requests.js";

const sessionExpireSeconds = 30;
const sessionRefreshSeconds = 5;
/** Time beyond both: for the request that fails to refresh, on a busy machine. */
const slackSeconds = 5;

const proxy = { sessionExpire: `${sessionExpireSeconds}s`, sessionRefresh: `${sessionRefreshSeconds}s` };

interface EdgeCase {
  readonly title: string;
  readonly config: StackConfig;
  /** Whether the browser gets the cookie of a refreshed session, so that the cookie alone would never expire. */
  readonly renewsCookie: boolean;
}

const cases: readonly EdgeCase[] = [
  { title: "Traefik", config: await changedBlocks({ proxy }), renewsCookie: false },
  {
    title: "a Gateway",
    config: { ...edgeStacks["gateway-api"], ...(await changedBlocks({ proxy })) },
    renewsCookie: false,
  },
  {
    title: "Ingresses, in the mode reverse-proxy",
    config: {
      "monitoring-sso:edge": { ingressNginx: {} },
      "monitoring-sso:access": { profile: "single-role" },
      ...(await changedBlocks({
        proxy: { ...proxy, mode: "reverse-proxy" },
        keycloak: { users: [{ username: "viewer", roles: ["monitoring"] }], serviceAccounts: [] },
      })),
    },
    renewsCookie: true,
  },
];

for (const { title, config, renewsCookie } of cases) {
  describe(`a session behind ${title}`, () => {
    const sandbox = useSandbox({ config });

    it(`that is refreshed every ${sessionRefreshSeconds} s ends after ${sessionExpireSeconds} s`, async () => {
      const begun = Date.now();
      const session = await sandbox.signedIn("viewer");
      const signedIn = Date.now();
      const firstCookie = await cookieOf(session, sandbox);
      let lastCookie = firstCookie;
      await waitFor({
        awaiting: "the end of a session that is in use",
        limitSeconds: sessionExpireSeconds + sessionRefreshSeconds + slackSeconds,
        observe: async () => {
          const { status } = await session.send(sandbox.url(prometheusQuery));
          lastCookie = (await cookieOf(session, sandbox)) ?? lastCookie;
          const state = `HTTP status ${status} ${secondsSince(signedIn)} s after the sign-in`;
          return status === 401 ? { met: true } : { met: false, state };
        },
        next: "npm run sandbox -- logs oauth2-proxy",
        pollMilliseconds: 500,
      });
      // Keycloak counts in whole seconds.
      assert.ok(secondsSince(begun) >= sessionExpireSeconds - 1, `it ended after ${secondsSince(begun)} s`);
      assert.equal(lastCookie !== firstCookie, renewsCookie);
      // The session at Keycloak continues and begins another one, without a password.
      assert.equal((await visit(session, sandbox.url(graphPage))).status, 200);
    });
  });
}

function secondsSince(time: number): number {
  return Math.round((Date.now() - time) / 1000);
}

async function cookieOf(session: HttpSession, sandbox: SandboxFixture): Promise<string | undefined> {
  const cookies = await session.cookies.getCookies(sandbox.access.monitoringUrl);
  return cookies.find(({ key }) => key === "__Host-oauth2_proxy")?.value;
}
