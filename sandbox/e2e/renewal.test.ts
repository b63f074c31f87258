import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { HttpSession } from "../http/http-session.js";
import { deployProduct, type SandboxContext } from "../pulumi/index.js";
import { waitFor } from "../wait/wait-for.js";
import { keycloakPeople, type KeycloakPeople } from "./keycloak/users.js";
import { productContext } from "./stacks/product.js";
import { changedBlocks } from "./stacks/sandbox-stack.js";
import { theWorld, type Person, type World } from "./stacks/world.js";

const apiPath = "/prometheus/api/v1/query?query=up";
const accessTokenLifespanSeconds = 60;
const sessionRefreshSeconds = 5;
/** Beyond the refresh itself: the request that finds the session old, on a busy machine. */
const slackSeconds = 5;

describe("a session that is renewed every few seconds", () => {
  let world: World;
  let context: SandboxContext;
  let people: KeycloakPeople;
  let survivor: HttpSession;
  let signedInAt: number;

  before(async () => {
    world = await theWorld();
    people = keycloakPeople(world);
    context = (await productContext()).context;
    const config = await changedBlocks({
      keycloak: { accessTokenLifespanSeconds },
      proxy: { sessionRefresh: `${sessionRefreshSeconds}s` },
    });
    await deployProduct(context, { config });
    survivor = await world.signedIn("viewer");
    signedInAt = Date.now();
  });
  after(async () => {
    await survivor.close();
    await deployProduct(context);
  });

  const statusOf = async (session: HttpSession): Promise<number> => (await session.send(world.url(apiPath))).status;

  /** What happens at Keycloak shows at the door at the next renewal, and did not before it happened. */
  const expectOut = async (person: Person, status: number, happens: () => Promise<void>): Promise<void> => {
    const session = await world.signedIn(person);
    try {
      assert.equal(await statusOf(session), 200);
      await happens();
      await waitFor({
        awaiting: `${status} for ${person}`,
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

  it("ends when the person is disabled at Keycloak", async () => {
    try {
      await expectOut("editor", 401, () => people.setEnabled("editor", false));
    } finally {
      await people.setEnabled("editor", true);
    }
  });

  it("opens nothing any more that a role opened which was taken away", async () => {
    try {
      await expectOut("editor", 403, () => people.takeRole("editor", "prometheus-viewer"));
    } finally {
      await people.giveRole("editor", "prometheus-viewer");
    }
  });

  it("opens what a role opens that was given meanwhile, without another sign-in", async () => {
    const session = await world.signedIn("nobody");
    try {
      assert.equal(await statusOf(session), 403);
      await people.giveRole("nobody", "prometheus-viewer");
      await waitFor({
        awaiting: "the new role to count",
        limitSeconds: sessionRefreshSeconds + slackSeconds,
        observe: async () => {
          const seen = await statusOf(session);
          return seen === 200 ? { met: true } : { met: false, state: String(seen) };
        },
        next: "npm run sandbox -- logs oauth2-proxy",
      });
    } finally {
      await people.takeRole("nobody", "prometheus-viewer");
      await session.close();
    }
  });

  it("ends when an administrator ends it at Keycloak", async () => {
    await expectOut("admin", 401, () => people.endSessions("admin"));
  });

  it("outlives the access token that it began with", async () => {
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
