import { compositeRoles, prometheusApplication, requiredRoles } from "../../../components/access";
import { checkCompositeRoles, planClientRoles, roleNames } from "../../../components/keycloak/roles/client-roles";

const placement = { service: { name: "prometheus", port: 9090 }, host: "monitoring.lan", basePath: "/prometheus" };

describe("the plan of client roles", () => {
  it("contains every role of the profile split, and their composite", () => {
    const roles = requiredRoles([prometheusApplication("split", placement)]);
    expect(planClientRoles(roles, compositeRoles.split)).toEqual({
      simple: ["alertmanager-editor", "alertmanager-viewer", "prometheus-admin", "prometheus-viewer"],
      composite: compositeRoles.split,
    });
  });

  it("contains the one role of the profile single-role", () => {
    const roles = requiredRoles([prometheusApplication("single-role", placement)]);
    expect(planClientRoles(roles, compositeRoles["single-role"])).toEqual({ simple: ["monitoring"], composite: [] });
  });

  it("creates a composite once, even if a rule requires it directly", () => {
    const plan = planClientRoles(["monitoring", "viewer"], [{ name: "monitoring", contains: ["viewer"] }]);
    expect(roleNames(plan)).toEqual(["viewer", "monitoring"]);
  });

  it("fails for a composite of composites", () => {
    const composites = [
      { name: "all", contains: ["monitoring"] },
      { name: "monitoring", contains: ["viewer"] },
    ];
    expect(checkCompositeRoles(composites, "compositeRoles")).toMatchObject([
      { path: "compositeRoles[0].contains", value: "monitoring" },
    ]);
  });

  it("fails for two composites with one name", () => {
    const twice = [
      { name: "all", contains: ["a"] },
      { name: "all", contains: ["b"] },
    ];
    expect(checkCompositeRoles(twice, "compositeRoles")).toMatchObject([{ path: "compositeRoles[1].name" }]);
  });
});
