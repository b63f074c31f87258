import { authResponseHeaders } from "../../../components/edge/model/stripped-headers";
import { proxy } from "../../../components/proxy/check";
import { alphaConfig } from "../../../components/proxy/config/alpha";
import { reverseProxyArgs, reverseProxySettings } from "../settings";

function structured(overrides: Parameters<typeof reverseProxyArgs>[0] = {}) {
  const { settings, reverseProxy } = reverseProxySettings(overrides);
  return alphaConfig(settings, reverseProxy);
}

describe("the structured configuration", () => {
  it("sets the identity headers, and removes what the client sent under their names", () => {
    const { injectRequestHeaders } = structured();
    expect(injectRequestHeaders.filter(({ values }) => values !== undefined)).toEqual(
      [
        ["X-Auth-Request-User", "user"],
        ["X-Auth-Request-Email", "email"],
        ["X-Auth-Request-Groups", "groups"],
        ["X-Auth-Request-Preferred-Username", "preferred_username"],
      ].map(([name, claim]) => ({ name, preserveRequestValue: false, values: [{ claimSource: { claim } }] })),
    );
    expect(injectRequestHeaders.every(({ preserveRequestValue }) => !preserveRequestValue)).toBe(true);
  });

  it("handles every header that an edge handles, including cookie and token", () => {
    const names = structured().injectRequestHeaders.map(({ name }) => name);
    expect(names.filter((name) => !name.includes("."))).toEqual(authResponseHeaders);
    expect(structured().injectRequestHeaders).toContainEqual({ name: "Cookie", preserveRequestValue: false });
    expect(structured().injectRequestHeaders).toContainEqual({ name: "Authorization", preserveRequestValue: false });
  });

  it("admits the one role, and keeps every check of the configuration file", () => {
    const [provider] = structured({ caBundle: { secretName: "ca-bundle", key: "ca.crt" } }).providers;
    expect(provider).toMatchObject({
      allowedGroups: ["role:oauth2-proxy:monitoring"],
      code_challenge_method: "S256",
      caFiles: ["/etc/monitoring-sso/ca/ca.crt"],
      useSystemTrustStore: false,
      oidcConfig: { insecureSkipNonce: false, emailClaim: "preferred_username" },
    });
  });

  it("accepts the service accounts' bearer tokens only, and reads no client from tokens without them", () => {
    const [provider] = structured({ serviceAccounts: ["ci"] }).providers;
    expect(provider.oidcConfig).toMatchObject({ audienceClaims: ["azp"], extraAudiences: ["ci"] });
    expect(structured().providers[0].oidcConfig).not.toHaveProperty("audienceClaims");
    expect(structured().providers[0].oidcConfig).not.toHaveProperty("extraAudiences");
  });

  it("contains no credential, and trusts the system's CA certificates without a bundle", () => {
    const [provider] = structured().providers;
    expect(provider).not.toHaveProperty("caFiles");
    expect(provider.clientSecretFile).toBe("/etc/monitoring-sso/credentials/client-secret");
    expect(provider).not.toHaveProperty("clientSecret");
  });

  it("contains no dollar sign, which oauth2-proxy would expand as an environment variable", () => {
    expect(JSON.stringify(structured())).not.toContain("$");
    expect(proxy(reverseProxyArgs({ issuerUrl: "https://keycloak.example.com/realms/$HOME" }))).toEqual({
      ok: false,
      problems: [expect.objectContaining({ path: "issuerUrl" })],
    });
  });
});
