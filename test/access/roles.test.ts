import { requiredRoles } from "../../components/access";
import { application } from "./application-builder";

describe("requiredRoles", () => {
  it("lists each role once, sorted, and no denial", () => {
    const one = application({
      rules: [
        { paths: ["/x"], require: "deny" },
        { paths: ["/y"], require: { role: "writer" } },
        { paths: ["/*"], require: { role: "reader" } },
      ],
    });
    expect(requiredRoles([one, application(), one])).toEqual(["reader", "tool-user", "writer"]);
  });

  it("is empty without applications", () => {
    expect(requiredRoles([])).toEqual([]);
  });
});
