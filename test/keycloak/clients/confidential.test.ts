import { runStack } from "../../support/mocks";
import { everyClient } from "./every-client";

describe("every client of a stack", () => {
  it.each(everyClient)("has no optional scopes, so no session without an end: %s", async (_client, create) => {
    const run = await runStack(create);
    expect(run.resource("x-optional-scopes").inputs).toEqual({
      realmId: "homelab",
      clientId: "id-of-x-client",
      optionalScopes: [],
    });
  });
});
