import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import paths from "../../components/keycloak/roles/group-path.js";
import { adminRequest } from "./keycloak/admin.js";
import { sandboxStack } from "./stacks/sandbox-stack.js";
import { failureOf, type ScratchStack, startScratchStack } from "./stacks/scratch-stack.js";
import { useSandbox } from "./stacks/use-sandbox.js";

const { groupPath, requireGroup } = paths;

interface Group {
  readonly id: string;
  readonly path: string;
}

/** Subgroups with the names of other groups, and one that sorts before its namesake. */
const tree: readonly (readonly [parent: string, name: string])[] = [
  ["", "aaa-team"],
  ["/aaa-team", "platform-engineers"],
  ["", "platform-engineers"],
  ["", "platform"],
  ["/platform", "engineers"],
];

/**
 * The look-up that a current provider makes for `groupPath`, asked of Keycloak itself: the sandbox's provider is older, and
 * no newer one is served as a Go module.
 */
describe("a group that a stack names", () => {
  const sandbox = useSandbox();
  const created = new Map<string, string>();
  let stack: ScratchStack;

  const call = (method: string, path: string, body?: unknown) => adminRequest(sandbox)(method, path, body);
  const lookUp = async (path: string): Promise<Group> =>
    JSON.parse(await call("GET", `/group-by-path${path}`)) as Group;

  before(async () => {
    for (const [parent, name] of tree) {
      const above = created.get(parent);
      await call("POST", above === undefined ? "/groups" : `/groups/${above}/children`, { name });
      created.set(`${parent}/${name}`, (await lookUp(`${parent}/${name}`)).id);
    }
    stack = await startScratchStack("keycloak-groups");
  });
  after(async () => {
    await stack.remove();
    for (const [parent, name] of tree.filter(([above]) => above === "")) {
      await call("DELETE", `/groups/${created.get(`${parent}/${name}`)}`);
    }
  });

  for (const name of [
    "platform-engineers",
    "/platform-engineers",
    "/aaa-team/platform-engineers",
    "/platform/engineers",
  ]) {
    it(`is exactly one in Keycloak: ${name}`, async () => {
      const path = groupPath(name);
      assert.equal(new Set(created.values()).size, tree.length);
      assert.equal(requireGroup(path, await lookUp(path)), created.get(path));
    });
  }

  it("is not found by its name alone below another group", async () => {
    await assert.rejects(lookUp(groupPath("engineers")), /404/);
  });

  it("gets no role from a provider that cannot look it up by its path", async () => {
    const config = await sandboxStack();
    const key = "monitoring-sso:keycloak";
    const groups = [{ name: "platform-engineers", roles: ["prometheus-viewer"] }];
    await stack.configure({ ...config, [key]: { ...config[key], groups } });
    const printed = await failureOf(stack.run(["preview"]));
    assert.match(printed, /getGroup' failed:.*group_path/, printed);
  });
});
