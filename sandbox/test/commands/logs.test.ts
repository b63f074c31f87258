import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matchingPods } from "../../commands/logs.js";

const pods = [
  { namespace: "keycloak", name: "keycloak-0" },
  { namespace: "monitoring", name: "oauth2-proxy-1" },
  { namespace: "monitoring", name: "oauth2-proxy-12" },
  { namespace: "other", name: "keycloak-0" },
];

describe("matchingPods", () => {
  it("prefers the pod with exactly that name", () => {
    assert.deepEqual(matchingPods(pods, "oauth2-proxy-1"), [pods[1]]);
  });

  it("finds pods by the beginning of their names", () => {
    assert.deepEqual(matchingPods(pods, "oauth2"), [pods[1], pods[2]]);
  });

  it("searches the given namespace only", () => {
    assert.deepEqual(matchingPods(pods, "keycloak/key"), [pods[0]]);
  });

  it("finds none for an unknown name", () => {
    assert.deepEqual(matchingPods(pods, "nginx"), []);
  });
});
