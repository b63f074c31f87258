import { checkRealm, realmUrls } from "../../components/keycloak/urls";
import { keysUnder } from "../../components/validation/keys";

const check = (keycloakUrl: string, realm = "homelab") =>
  checkRealm({ keycloakUrl, realm }, keysUnder("keycloak", { keycloakUrl: "keycloak.url" }));

describe("the URLs of a realm", () => {
  it("are its issuer and the endpoints below it", () => {
    expect(realmUrls("https://keycloak.lan", "homelab")).toEqual({
      issuerUrl: "https://keycloak.lan/realms/homelab",
      authorizationUrl: "https://keycloak.lan/realms/homelab/protocol/openid-connect/auth",
      endSessionUrl: "https://keycloak.lan/realms/homelab/protocol/openid-connect/logout",
      tokenUrl: "https://keycloak.lan/realms/homelab/protocol/openid-connect/token",
      userInfoUrl: "https://keycloak.lan/realms/homelab/protocol/openid-connect/userinfo",
    });
  });

  it.each(["https://keycloak.lan", "https://keycloak.lan:8443", "https://example.com/auth"])("accepts %s", (url) => {
    expect(check(url)).toEqual([]);
  });

  it.each(["http://keycloak.lan", "https://keycloak.lan/", "https://keycloak.lan?a=b", "keycloak.lan", ""])(
    "fails for %p",
    (url) => {
      expect(check(url)).toMatchObject([{ path: "keycloak.url", value: url }]);
    },
  );

  it("fails for credentials in the URL without repeating them", () => {
    const problems = check("https://admin:hunter2@keycloak.lan");
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });

  it("fails for a realm that would change the path of the URL", () => {
    expect(check("https://keycloak.lan", "a/../b")).toMatchObject([{ path: "keycloak.realm", value: "a/../b" }]);
  });
});
