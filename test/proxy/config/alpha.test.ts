import { authResponseHeaders } from "../../../components/edge/model/stripped-headers";
import { alphaConfig } from "../../../components/proxy/config/alpha";
import { checkProxySettings } from "../../../components/proxy/check-settings";
import { resolveProxySettings } from "../../../components/proxy/settings";
import { reverseProxyArgs } from "../settings";

function structured(overrides: Parameters<typeof reverseProxyArgs>[0] = {}) {
  const settings = resolveProxySettings(reverseProxyArgs(overrides));
  if (settings.reverseProxy === undefined) {
    throw new Error("not in reverse-proxy mode");
  }
  return alphaConfig(settings, settings.reverseProxy);
}

describe("the structured configuration", () => {
  it("tells applications who signed in, and takes from a request whatever says so already", () => {
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

  it("handles every header that an edge would, cookie and token among them", () => {
    expect(structured().injectRequestHeaders.map(({ name }) => name)).toEqual(authResponseHeaders);
    expect(structured().injectRequestHeaders).toContainEqual({ name: "Cookie", preserveRequestValue: false });
    expect(structured().injectRequestHeaders).toContainEqual({ name: "Authorization", preserveRequestValue: false });
  });

  it("lets in the one role, and checks what the configuration file would", () => {
    const [provider] = structured({ caBundle: { secretName: "ca-bundle", key: "ca.crt" } }).providers;
    expect(provider).toMatchObject({
      allowedGroups: ["role:oauth2-proxy:monitoring"],
      code_challenge_method: "S256",
      caFiles: ["/etc/monitoring-sso/ca/ca.crt"],
      useSystemTrustStore: false,
      oidcConfig: { insecureSkipNonce: false, emailClaim: "preferred_username" },
    });
  });

  it("holds no credential, and trusts the system's roots without a bundle", () => {
    const [provider] = structured().providers;
    expect(provider).not.toHaveProperty("caFiles");
    expect(provider.clientSecretFile).toBe("/etc/monitoring-sso/credentials/client-secret");
    expect(provider).not.toHaveProperty("clientSecret");
  });

  it("holds no dollar, which oauth2-proxy would take for a variable of the environment", () => {
    expect(JSON.stringify(structured())).not.toContain("$");
    expect(
      checkProxySettings(reverseProxyArgs({ issuerUrl: "https://keycloak.example.com/realms/$HOME" }), "proxy"),
    ).toEqual([expect.objectContaining({ path: "proxy.issuerUrl" })]);
  });
});
