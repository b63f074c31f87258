import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Answer } from "../../matrix/edge-answer.js";
import type { Expected, RefusalStatus } from "../../matrix/expected.js";
import { forgedValue } from "../../matrix/extra-headers.js";
import { faultOf } from "../../matrix/judge.js";
import { request } from "./stack.js";

const answer = (overrides: Partial<Answer>): Answer => ({ status: 200, headers: {}, body: "", ...overrides });
const refused = (status: RefusalStatus): Expected => ({ type: "refused", status });
const passes = (application: string, user?: string): Expected => ({
  type: "passes",
  application,
  path: "/echo/anything/one",
  user,
});
const judged = (expected: Expected, received: Answer | string, method = "GET") =>
  faultOf({ request: request({ method }), expected, received });

const forbidden = answer({ status: 403, body: "Forbidden\n" });
const lifecycle = answer({ status: 403, body: "Lifecycle API is not enabled." });
const echo = (echoed: object = {}): Answer =>
  answer({
    headers: { "access-control-allow-credentials": "true" },
    body: JSON.stringify({
      method: "GET",
      url: "https://monitoring.localhost/anything/one",
      headers: {},
      ...echoed,
    }),
  });

describe("a request that must be refused", () => {
  it("is answered by the edge with the expected status", () => {
    assert.equal(judged(refused(403), forbidden), undefined);
    assert.equal(judged(refused(401), answer({ status: 401, body: "Unauthorized" })), undefined);
    assert.equal(judged(refused(302), answer({ status: 302, headers: { location: "/oauth2/sign_in" } })), undefined);
    assert.equal(judged(refused(400), answer({ status: 400 })), undefined);
  });

  it("fails with another status", () => {
    assert.equal(judged(refused(401), forbidden), "refused with another status");
  });

  it("fails if the application answers, even with the same status", () => {
    assert.equal(judged(refused(403), lifecycle), "THE APPLICATION ANSWERED");
    assert.equal(judged(refused(404), answer({ status: 404, body: '{"status":"error"}' })), "THE APPLICATION ANSWERED");
    assert.equal(judged(refused(403), { ...echo(), status: 403, body: "" }), "THE APPLICATION ANSWERED");
    assert.equal(
      judged(refused(302), answer({ status: 302, headers: { location: "/prometheus/graph" } })),
      "THE APPLICATION ANSWERED",
    );
  });
});

describe("a request that must pass", () => {
  it("may get any answer of the application", () => {
    assert.equal(judged(passes("prometheus"), lifecycle), undefined);
    assert.equal(judged(passes("prometheus"), answer({ status: 405, body: "Method Not Allowed" })), undefined);
    assert.equal(judged(passes("echo"), echo()), undefined);
  });

  it("fails if the edge answers, or nothing does", () => {
    assert.match(judged(passes("prometheus"), forbidden) ?? "", /never received it/);
    assert.match(judged(passes("echo"), answer({ status: 404 })) ?? "", /never received it/);
    assert.match(judged(passes("prometheus"), answer({ status: 502, body: "Bad Gateway" })) ?? "", /never received it/);
    assert.equal(judged(passes("prometheus"), "socket hang up"), "socket hang up");
  });

  for (const [what, echoed] of [
    ["a cookie", { headers: { Cookie: ["a=b"] } }],
    ["a token", { headers: { Authorization: ["Bearer x"] } }],
    ["a forged header", { headers: { "X-Custom": [forgedValue] } }],
    ["a header that reads as an identity", { headers: { "x.auth.request.user": ["viewer"] } }],
    ["a header that names another method", { headers: { "X-Http-Method-Override": ["GET"] } }],
    ["another user's name", { headers: { "X-Auth-Request-Preferred-Username": ["admin"] } }],
    ["another method", { method: "POST" }],
    ["an unresolved path", { url: "https://monitoring.localhost/anything/x/../one" }],
    ["another path", { url: "https://monitoring.localhost/anything/two" }],
  ] as const) {
    it(`fails if the application received ${what}`, () => {
      assert.match(judged(passes("echo"), echo(echoed)) ?? "", /the application received/);
    });
  }
});

it("an application may receive the identity of the client", () => {
  const headers = { "X-Auth-Request-Preferred-Username": ["viewer"], "X-Auth-Request-Groups": ["role:a"] };
  assert.equal(judged(passes("echo", "viewer"), echo({ headers })), undefined);
  assert.match(judged(passes("echo", "viewer"), echo()) ?? "", /received nobody as the user/);
});

describe("a request to the proxy's own endpoints", () => {
  it("may get any answer of the proxy, but none of an application", () => {
    assert.equal(judged({ type: "proxy" }, answer({ status: 202 })), undefined);
    assert.match(judged({ type: "proxy" }, echo()) ?? "", /not an answer of the proxy/);
  });
});
