import { type JSONValue, search } from "@jmespath-community/jmespath";
import { grafanaRoleExpression } from "../../../components/keycloak/roles/grafana-role-expression";

const grafanaRoleNames = ["Viewer", "Editor", "Admin", "GrafanaAdmin", "None"];

function roleOf(claims: JSONValue) {
  return search(claims, grafanaRoleExpression);
}

describe("Grafana's role expression", () => {
  it.each([
    [["viewer"], "Viewer"],
    [["editor"], "Editor"],
    [["admin"], "Admin"],
    [["viewer", "editor"], "Editor"],
    [["viewer", "admin", "editor"], "Admin"],
    [["offline_access", "viewer"], "Viewer"],
  ])("makes of %j the highest role, %s", (roles, expected) => {
    expect(roleOf({ roles })).toBe(expected);
  });

  it.each([
    ["no claim", {}],
    ["an empty list", { roles: [] }],
    ["other roles", { roles: ["monitoring", "administrator"] }],
    ["another case", { roles: ["Admin"] }],
    ["a text that contains a role", { roles: "not-an-admin" }],
    ["null", { roles: null }],
    ["roles of another client", { resource_access: { grafana: { roles: ["admin"] } } }],
  ])("gives no role for %s", (_, claims: JSONValue) => {
    expect(grafanaRoleNames).not.toContain(roleOf(claims));
  });
});
