import { checkRoleBindings } from "../../../components/keycloak/roles/bindings";
import { keysUnder } from "../../../components/validation/keys";
import { formatProblems } from "../../../components/validation/problem";

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
