import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { identityHeaders, strippedHeaders } from "../../../components/proxy-contract/identity-headers.js";
import { forgedRoute, headersOf, reservedHeaderNames } from "../../http/forged-headers.js";

describe("the forged headers", () => {
  it("include every header that the components strip, except the credentials of the request itself", () => {
    const stripped = [...Object.keys(identityHeaders), ...strippedHeaders];
    const credentials = ["Authorization", "Cookie"];
    assert.deepEqual([...reservedHeaderNames, ...credentials].sort(), stripped.sort());
  });

  it("have the first value of each name in a request that sends them all", () => {
    const headers = headersOf(forgedRoute);
    assert.equal(headers["X-Forwarded-Uri"], "/oauth2/sign_in");
    assert.equal(headers["X-Forwarded-Method"], "GET");
    assert.equal(Object.keys(headers).length, new Set(forgedRoute.map(([name]) => name)).size);
  });
});
