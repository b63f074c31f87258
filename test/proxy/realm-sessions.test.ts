import { checkRealmSessions, requireRealmSessions } from "../../components/proxy/realm-sessions";

const keycloakDefaults = { idle: "30m0s", max: "10h0m0s" };

describe("checkRealmSessions", () => {
  it.each([
    ["8h", "4m"],
    ["10h", "29m"],
  ])("accepts sessions that last %s and are refreshed every %s", (sessionExpire, sessionRefresh) => {
    expect(checkRealmSessions({ sessionExpire, sessionRefresh }, keycloakDefaults, "proxy")).toEqual([]);
  });

  it("fails when a session outlives the realm's SSO Session Max", () => {
    expect(checkRealmSessions({ sessionExpire: "601m", sessionRefresh: "4m" }, keycloakDefaults, "proxy")).toEqual([
      {
        path: "proxy.sessionExpire",
        value: "601m",
        expected: "at most the realm's SSO Session Max, 10h",
        fix: "shorten it, or raise the realm's value",
      },
    ]);
  });

  it("fails when a session is refreshed only after the realm's has ended idle", () => {
    expect(checkRealmSessions({ sessionExpire: "8h", sessionRefresh: "30m" }, keycloakDefaults, "proxy")).toEqual([
      {
        path: "proxy.sessionRefresh",
        value: "30m",
        expected: "less than the realm's SSO Session Idle, 30m",
        fix: "shorten it, or raise the realm's value",
      },
    ]);
  });

  it("fails above the realm's limits for clients, where they are shorter", () => {
    const realm = { ...keycloakDefaults, clientIdle: "4m0s", clientMax: "1h0m0s" };
    expect(checkRealmSessions({ sessionExpire: "8h", sessionRefresh: "4m" }, realm, "proxy")).toMatchObject([
      { path: "proxy.sessionExpire", expected: "at most the realm's Client Session Max, 1h" },
      { path: "proxy.sessionRefresh", expected: "less than the realm's Client Session Idle, 4m" },
    ]);
    const looser = { ...keycloakDefaults, clientIdle: "40m0s", clientMax: "20h0m0s" };
    expect(checkRealmSessions({ sessionExpire: "11h", sessionRefresh: "35m" }, looser, "proxy")).toMatchObject([
      { expected: "at most the realm's SSO Session Max, 10h" },
      { expected: "less than the realm's SSO Session Idle, 30m" },
    ]);
  });

  it("takes a limit of zero for clients as Keycloak does: the realm has none", () => {
    const realm = { ...keycloakDefaults, clientIdle: "0s", clientMax: "0s" };
    expect(checkRealmSessions({ sessionExpire: "8h", sessionRefresh: "4m" }, realm, "proxy")).toEqual([]);
  });

  it("leaves a realm without readable lifespans to Keycloak", () => {
    expect(checkRealmSessions({ sessionExpire: "8h", sessionRefresh: "4m" }, { idle: "", max: "" }, "proxy")).toEqual(
      [],
    );
  });
});

describe("requireRealmSessions", () => {
  it("accepts sessions within the realm's", () => {
    expect(() => requireRealmSessions({ sessionExpire: "8h", sessionRefresh: "4m" }, keycloakDefaults)).not.toThrow();
  });

  it("fails with every problem, and reports that the proxy was not changed", () => {
    expect(() =>
      requireRealmSessions({ sessionExpire: "8h", sessionRefresh: "4m" }, { idle: "2m", max: "1h" }),
    ).toThrow("2 problems, the proxy was not changed");
  });
});
