import { createOrFindRealm, type RealmArgs, realmSettings } from "../../components/keycloak/realm";
import { runStack } from "../support/mocks";

const realmType = "keycloak:index/realm:Realm";

async function run(args: RealmArgs) {
  return await runStack(() => createOrFindRealm("sso", args));
}

describe("the realm", () => {
  it("is looked up and not created by default", async () => {
    expect((await run({ name: "homelab" })).ofType(realmType)).toEqual([]);
  });

  it("is created with protection, because it contains users", async () => {
    const realm = (await run({ name: "homelab", create: true })).resource("sso-realm");
    expect(realm).toMatchObject({ type: realmType, inputs: { realm: "homelab" }, options: { protect: true } });
  });

  it("is created without protection on request", async () => {
    const realm = (await run({ name: "homelab", create: true, protect: false })).resource("sso-realm");
    expect(realm.options.protect).toBe(false);
  });

  it("is created with short tokens, bounded sessions, TLS and brute force detection, and without self-registration", () => {
    expect(realmSettings("homelab")).toEqual({
      realm: "homelab",
      enabled: true,
      sslRequired: "external",
      registrationAllowed: false,
      duplicateEmailsAllowed: false,
      accessTokenLifespan: "5m",
      ssoSessionIdleTimeout: "30m",
      ssoSessionMaxLifespan: "10h",
      securityDefenses: { bruteForceDetection: { maxLoginFailures: 30 } },
    });
  });
});
