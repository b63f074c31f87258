import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { HttpSession } from "../http/http-session.js";
import { waitFor } from "../wait/wait-for.js";
import { type KeycloakUsers, keycloakUsers } from "./keycloak/users.js";
import type { User } from "./stacks/running-sandbox.js";
import { changedBlocks } from "./stacks/sandbox-stack.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { prometheusQuery } from "./users/requests.js";

const accessTokenLifespanSeconds = 60;
const sessionRefreshSeconds = 5;
/** Time beyond the refresh interval: for the request that renews the session, on a busy machine. */
const slackSeconds = 5;

const config = await changedBlocks({
  keycloak: { accessTokenLifespanSeconds },
  proxy: { sessionRefresh: `${sessionRefreshSeconds}s` },
});

describe("a session that is refreshed every few seconds", () => {
  const sandbox = useSandbox({ config });
  let users: KeycloakUsers;
  let survivor: HttpSession;
  let signedInAt: number;

  before(async () => {
    users = keycloakUsers(sandbox);
    survivor = await sandbox.signedIn("viewer");
    signedInAt = Date.now();
  });

  const statusOf = async (session: HttpSession): Promise<number> =>
    (await session.send(sandbox.url(prometheusQuery))).status;

  /** A session is valid, something happens at Keycloak, and after the next refresh requests get a status. */
  const expectStatusAfter = async (user: User, status: number, happens: () => Promise<void>): Promise<void> => {
    const session = await sandbox.signedIn(user);
    try {
      assert.equal(await statusOf(session), 200);
      await happens();
      await waitFor({
        awaiting: `${status} for ${user}`,
        limitSeconds: sessionRefreshSeconds + slackSeconds,
        observe: async () => {
          const seen = await statusOf(session);
          return seen === status ? { met: true } : { met: false, state: String(seen) };
        },
        next: "npm run sandbox -- logs oauth2-proxy",
      });
    } finally {
      await session.close();
    }
  };

  it("ends when the user is disabled at Keycloak", async () => {
    try {
      await expectStatusAfter("editor", 401, () => users.setEnabled("editor", false));
    } finally {
      await users.setEnabled("editor", true);
    }
  });

  it("loses the permissions of a role that is removed", async () => {
    try {
      await expectStatusAfter("editor", 403, () => users.removeRole("editor", "prometheus-viewer"));
    } finally {
      await users.grantRole("editor", "prometheus-viewer");
    }
  });

  it("gains the permissions of a role that is granted, without another sign-in", async () => {
    const session = await sandbox.signedIn("nobody");
    try {
      assert.equal(await statusOf(session), 403);
      await users.grantRole("nobody", "prometheus-viewer");
      await waitFor({
        awaiting: "the new role to take effect",
        limitSeconds: sessionRefreshSeconds + slackSeconds,
        observe: async () => {
          const seen = await statusOf(session);
          return seen === 200 ? { met: true } : { met: false, state: String(seen) };
        },
        next: "npm run sandbox -- logs oauth2-proxy",
      });
    } finally {
      await users.removeRole("nobody", "prometheus-viewer");
      await session.close();
    }
  });

  it("ends when an administrator ends it at Keycloak", async () => {
    await expectStatusAfter("admin", 401, () => users.endSessions("admin"));
  });

  it("outlives its first access token", async () => {
    const expired = signedInAt + (accessTokenLifespanSeconds + slackSeconds) * 1000;
    await waitFor({
      awaiting: "the first access token to expire",
      limitSeconds: accessTokenLifespanSeconds + 2 * slackSeconds,
      observe: async () => {
        assert.equal(await statusOf(survivor), 200);
        const left = Math.ceil((expired - Date.now()) / 1000);
        return left < 0 ? { met: true } : { met: false, state: `${left} s left` };
      },
      next: "npm run sandbox -- logs oauth2-proxy",
      pollMilliseconds: 1000,
    });
    assert.equal(await statusOf(survivor), 200);
  });
});
