import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { attackNames, attacksIn } from "../../matrix/attacks.js";
import { addedAuthorizations } from "../../matrix/authorization.js";
import type { MatrixEdge } from "../../matrix/edges/index.js";
import { generateRequests, type MatrixSize } from "../../matrix/generate.js";
import { identities } from "../../matrix/identity.js";
import { expectedAnswer } from "../../matrix/oracle.js";
import { matrixMethods } from "../../matrix/request.js";
import { stackBehind } from "./stack.js";

const stack = stackBehind("traefik");
const generate = (size: Partial<MatrixSize> = {}) =>
  generateRequests(stack.applications, { seed: 1, requests: 600, ...size });
const ruleCount = stack.applications.flatMap(({ rules }) => rules).length + stack.applications.length;

describe("the requests of the matrix", () => {
  it("are as many as requested, and the same for the same seed", () => {
    assert.equal(generate().length, 600);
    assert.deepEqual(generate(), generate());
  });

  it("differ for another seed", () => {
    assert.notDeepEqual(generate({ seed: 2 }), generate());
  });

  it("combine every rule with every identity in the small part that runs in each test", () => {
    const pairs = new Set(generate().map(({ row, identity }) => `${row} ${identity}`));
    assert.equal(pairs.size, ruleCount * identities.length);
  });

  it("combine every rule, identity and method within five thousand", () => {
    const cells = new Set(generate({ requests: 5000 }).map((one) => `${one.row} ${one.identity} ${one.method}`));
    assert.equal(cells.size, ruleCount * identities.length * matrixMethods.length);
  });

  it("spell paths in other ways after every combination was sent with a plain path", () => {
    const cells = ruleCount * identities.length * matrixMethods.length;
    const requests = generate({ requests: 2 * cells });
    assert.ok(requests.slice(0, cells).every(({ target }) => /^[\w/.~-]+$/.test(target)));
    const later = requests.slice(cells).map(({ target }) => target);
    for (const trick of [
      "%2f",
      "%2F",
      "%5c",
      "%00",
      "%3b",
      "%2523",
      "%23",
      "%3f",
      "//",
      "/./",
      "/../",
      "..;/",
      "?x=",
    ]) {
      assert.ok(
        later.some((target) => target.includes(trick)),
        trick,
      );
    }
    assert.ok(
      later.some((target) => target.startsWith("https://")),
      "the absolute form",
    );
    assert.ok(
      later.some((target) => target.length > 5000),
      "a very long one",
    );
  });

  it("end no session", () => {
    for (const { target } of generate({ requests: 5000 })) {
      assert.doesNotMatch(target, /^[^?]*(sign_out|logout)/);
    }
  });

  it("contain every attack, also in the small part", () => {
    for (const requests of [600, 5000]) {
      const found = new Set(generate({ requests }).flatMap(attacksIn));
      assert.deepEqual([...found].sort(), [...attackNames].sort());
    }
  });

  it("contain every Authorization header that must not count", () => {
    const found = new Set(generate({ requests: 5000 }).map(({ authorization }) => authorization?.added));
    assert.deepEqual([...found].filter((added) => added !== undefined).sort(), [...addedAuthorizations].sort());
  });

  for (const [edge, kinds] of [
    ["traefik", ["400", "401", "403", "404", "501", "passes", "proxy"]],
    ["gateway-api", ["400", "401", "403", "404", "501", "passes", "proxy"]],
    ["ingress-nginx", ["302", "400", "401", "403", "404", "501", "passes", "proxy"]],
    ["envoy-gateway", ["307", "400", "401", "403", "404", "passes"]],
    ["reverse-proxy", ["400", "401", "403", "404", "501", "passes", "proxy"]],
    ["reverse-proxy-ingress", ["400", "401", "403", "404", "501", "passes", "proxy"]],
  ] satisfies [MatrixEdge, string[]][]) {
    it(`have every kind of expected answer behind ${edge}`, () => {
      const behind = stackBehind(edge);
      const found = generateRequests(behind.applications, { seed: 1, requests: 5000 }).map((one) => {
        const expected = expectedAnswer(edge, behind, one);
        return String(expected.type === "refused" ? expected.status : expected.type);
      });
      assert.deepEqual([...new Set(found)].sort(), kinds);
    });
  }
});
