import { checkRealmSessions, requireRealmSessions } from "../../components/proxy/realm-sessions";

const keycloakDefaults = { idle: "30m0s", max: "10h0m0s" };

describe("the proxy's sessions within the realm's", () => {
  it.each([
    ["8h", "4m"],
    ["10h", "29m"],
  ])("fit when they last %s and are renewed every %s", (sessionExpire, sessionRefresh) => {
    expect(checkRealmSessions({ sessionExpire, sessionRefresh }, keycloakDefaults, "proxy")).toEqual([]);
  });

  it("fail when one outlives the longest of the realm's", () => {
    expect(checkRealmSessions({ sessionExpire: "601m", sessionRefresh: "4m" }, keycloakDefaults, "proxy")).toEqual([
      {
        path: "proxy.sessionExpire",
        value: "601m",
        expected: "at most the realm's SSO Session Max, 10h",
        fix: "shorten it, or lengthen the realm's",
      },
    ]);
  });

  it("fail when one is renewed only after the realm's has ended idle", () => {
    expect(checkRealmSessions({ sessionExpire: "8h", sessionRefresh: "30m" }, keycloakDefaults, "proxy")).toMatchObject(
      [{ path: "proxy.sessionRefresh", expected: "less than the realm's SSO Session Idle, 30m" }],
    );
  });

  it("are left to Keycloak where it says nothing that can be read", () => {
    expect(checkRealmSessions({ sessionExpire: "8h", sessionRefresh: "4m" }, { idle: "", max: "" }, "proxy")).toEqual(
      [],
    );
  });

  it("fail with everything that is wrong, and with what became of the proxy", () => {
    const wrong = (): void =>
      requireRealmSessions({ sessionExpire: "8h", sessionRefresh: "4m" }, { idle: "2m", max: "1h" });
    expect(wrong).toThrow("2 problems, the proxy was left as it was");
  });
});
