import * as pulumi from "@pulumi/pulumi";
import { bindRoles, checkRoleBindings } from "../../../components/keycloak/roles/bindings";
import { requireGroup } from "../../../components/keycloak/roles/group-path";
import { keysUnder } from "../../../components/validation/keys";
import { formatProblems } from "../../../components/validation/problem";
import { runStack } from "../../support/mocks";

const roles = ["monitoring", "prometheus-viewer"];

describe("the check of role bindings", () => {
  it("accepts existing roles", () => {
    const bindings = { groups: [{ name: "ops", roles }], users: [{ username: "alice", roles: ["monitoring"] }] };
    expect(checkRoleBindings(bindings, roles)).toEqual([]);
  });

  it("fails for an unknown role, a name twice, and a binding without roles, all at once", () => {
    const bindings = {
      groups: [
        { name: "ops", roles: ["monitorng"] },
        { name: "ops", roles: ["monitoring"] },
      ],
      users: [{ username: "alice", roles: [] }],
    };
    expect(formatProblems(checkRoleBindings(bindings, roles, keysUnder("keycloak")))).toMatchInlineSnapshot(`
      "invalid configuration: 3 problems, nothing was created
        keycloak.groups[0].roles = "monitorng"
          expected one of monitoring, prometheus-viewer
        keycloak.groups[1] = "ops"
          expected unique names; merge the two entries
        keycloak.users[0].roles = []
          expected a list with at least one entry"
    `);
  });
});

describe("the check of groups", () => {
  const problemsOf = (...names: readonly string[]) =>
    checkRoleBindings({ groups: names.map((name) => ({ name, roles: ["monitoring"] })) }, roles);

  it.each(["ops", "Platform Engineers", "/ops", "/platform/engineers", "/platform/Full Admins"])(
    "accepts %j",
    (name) => {
      expect(problemsOf(name)).toEqual([]);
    },
  );

  it.each(["", "/", "platform/engineers", "/platform/", "//ops", "/a//b", " ops"])("fails for %j", (name) => {
    expect(problemsOf(name)).toMatchObject([{ path: "groups[0].name", value: name }]);
  });

  it("fails for the same group as name and as path", () => {
    expect(problemsOf("ops", "/ops")).toMatchObject([{ path: "groups[1]", value: "/ops" }]);
    expect(problemsOf("ops", "/a-team/ops")).toEqual([]);
  });
});

/** In the realm of the mocks, each group's name is that of a subgroup of `/a-team` too. */
describe("the binding of groups", () => {
  const bind = (...names: readonly string[]) =>
    runStack(() => {
      const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
      const groups = names.map((name) => ({ name, roles: ["monitoring"] }));
      const ids = { monitoring: pulumi.output("id-of-monitoring") };
      bindRoles("sso", { groups, users: [] }, ids, { realmId: "homelab", parent });
    });

  it.each([
    ["a top-level group", "ops", "sso-group-ops", "id-of-group-/ops"],
    ["the same as a path", "/ops", "sso-group-ops", "id-of-group-/ops"],
    ["a subgroup", "/a-team/ops", "sso-group-a-team/ops", "id-of-group-/a-team/ops"],
  ])("grants roles to exactly %s", async (_case, name, resource, groupId) => {
    const run = await bind(name);
    expect(run.ofType("keycloak:index/groupRoles:GroupRoles")).toHaveLength(1);
    expect(run.resource(resource).inputs).toMatchObject({ groupId, roleIds: ["id-of-monitoring"] });
  });

  it("fails if the provider returns another group", () => {
    expect(requireGroup("/ops", { id: "1", path: "/ops" })).toBe("1");
    expect(() => requireGroup("/ops", { id: "1", path: "/a-team/ops" })).toThrow(
      "the group /ops was looked up, and /a-team/ops was found; no role was bound to it",
    );
  });
});
