import { checkRealmUrls, realmUrls } from "../../components/keycloak/urls";

describe("the addresses of a realm", () => {
  it("are the issuer, its end of session and its tokens", () => {
    expect(realmUrls("https://keycloak.lan", "homelab")).toEqual({
      issuerUrl: "https://keycloak.lan/realms/homelab",
      endSessionUrl: "https://keycloak.lan/realms/homelab/protocol/openid-connect/logout",
      tokenUrl: "https://keycloak.lan/realms/homelab/protocol/openid-connect/token",
    });
  });

  it.each(["https://keycloak.lan", "https://keycloak.lan:8443", "https://example.com/auth"])("accepts %s", (url) => {
    expect(checkRealmUrls(url, "homelab", "")).toEqual([]);
  });

  it.each(["http://keycloak.lan", "https://keycloak.lan/", "https://keycloak.lan?a=b", "keycloak.lan", ""])(
    "fails for %p",
    (url) => {
      expect(checkRealmUrls(url, "homelab", "keycloak.")).toMatchObject([{ path: "keycloak.url", value: url }]);
    },
  );

  it("fails for credentials in the URL without repeating them", () => {
    const problems = checkRealmUrls("https://admin:hunter2@keycloak.lan", "homelab", "");
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });

  it("fails for a realm that would leave its place in the URL", () => {
    expect(checkRealmUrls("https://keycloak.lan", "a/../b", "")).toMatchObject([{ path: "realm", value: "a/../b" }]);
  });
});
