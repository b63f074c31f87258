import { closestWord } from "../../../config/problems/suggest";

const settings = ["host", "namespace", "keycloak", "keycloakAdmin", "monitoring", "proxy"];

describe("closestWord", () => {
  it.each([
    ["hosts", "host"],
    ["Host", "host"],
    ["keyclaok", "keycloak"],
    ["keycloakadmin", "keycloakAdmin"],
    ["monitor", "monitoring"],
  ])("finds for %s the setting %s", (word, meant) => {
    expect(closestWord(word, settings)).toBe(meant);
  });

  it.each(["grafana", "x", ""])("finds nothing for %p", (word) => {
    expect(closestWord(word, settings)).toBeUndefined();
  });

  it("finds nothing where there is nothing to choose from", () => {
    expect(closestWord("host", [])).toBeUndefined();
  });
});
