import { goodSettings } from "../testing/stacks/bad-stacks";
import { clearTextOf, isSecretInput, revealed } from "./support/mocks";
import { runProgram } from "./support/run-program";

const pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

describe("the program", () => {
  it("uses explicit providers for every resource", async () => {
    const stack = await runProgram(goodSettings);
    expect(stack.resource("monitoring-sso").type).toBe("monitoring-sso:index:MonitoringSso");
    expect(stack.resource("monitoring-sso").options).toMatchObject({
      providers: { kubernetes: expect.anything() as unknown, keycloak: expect.anything() as unknown },
    });
  });

  it("outputs the URLs and the roles that grant access", async () => {
    const { outputs } = await runProgram(goodSettings);
    expect(Object.keys(outputs)).toEqual(["urls", "signIn"]);
    expect(outputs["signIn"]).toMatchObject({
      issuerUrl: "https://keycloak.localhost/realms/homelab",
      clientId: "oauth2-proxy",
      namespace: "monitoring",
      host: "monitoring.localhost",
      applications: expect.arrayContaining([
        { name: "prometheus", host: "monitoring.localhost", basePath: "/prometheus" },
      ]) as unknown,
    });
  });

  it("outputs the CA certificate only if it created one", async () => {
    const { outputs } = await runProgram({ ...goodSettings, tls: { selfSigned: {} } });
    expect(Object.keys(outputs)).toEqual(["urls", "signIn", "caCertificate"]);
  });

  it("uses the cluster of the stack's configuration", async () => {
    const kubernetes = { context: "production", kubeconfig: "./kubeconfig" };
    const stack = await runProgram({ ...goodSettings, kubernetes });
    expect(stack.resource("cluster").inputs).toMatchObject(kubernetes);
  });

  it("signs in to the stack's Keycloak with the environment's credentials", async () => {
    const { inputs } = (await runProgram(goodSettings)).resource("keycloak");
    expect(inputs).toMatchObject({ url: "https://keycloak.localhost", initialLogin: "true" });
    expect(inputs).not.toHaveProperty("tlsInsecureSkipVerify", "true");
    expect(inputs["clientId"]).toBe("admin-cli");
    expect(["clientSecret", "username", "password"].filter((key) => inputs[key] !== undefined)).toEqual([]);
  });

  it("signs in to Keycloak as the environment's client, unless the stack sets another", async () => {
    process.env["KEYCLOAK_CLIENT_ID"] = "preview";
    try {
      expect((await runProgram(goodSettings)).resource("keycloak").inputs["clientId"]).toBe("preview");
      const named = await runProgram({ ...goodSettings, keycloakAdmin: { clientId: "pulumi" } });
      expect(revealed(named.resource("keycloak").inputs["clientId"])).toBe("pulumi");
    } finally {
      delete process.env["KEYCLOAK_CLIENT_ID"];
    }
  });

  it("signs in to Keycloak with the stack's credentials, and trusts its CA", async () => {
    const keycloakAdmin = { url: "https://keycloak.internal", username: "admin", password: { secure: "ciphertext" } };
    const { inputs } = (await runProgram({ ...goodSettings, keycloakAdmin, caBundle: { pem } })).resource("keycloak");
    expect(revealed(inputs["url"])).toBe("https://keycloak.internal");
    expect(revealed(inputs["username"])).toBe("admin");
    expect(inputs["clientId"]).toBe("admin-cli");
    expect(inputs["rootCaCertificate"]).toBe(pem);
    expect(isSecretInput(inputs["password"])).toBe(true);
    expect(revealed(inputs["password"])).toBe("decrypted");
  });

  it("puts no value of `keycloakAdmin` in clear text into the inputs of any resource", async () => {
    const secure = { secure: "ciphertext" };
    const keycloakAdmin = { realm: secure, clientId: secure, clientSecret: secure, username: secure, password: secure };
    const { resources } = await runProgram({ ...goodSettings, keycloakAdmin });
    const leaks = resources.filter(({ inputs }) => clearTextOf(inputs).some((text) => text.includes("decrypted")));
    expect(leaks.map(({ name }) => name)).toEqual([]);
  });

  it("gives the component its own arguments only, which the engine records", async () => {
    const settings = { ...goodSettings, kubernetes: { context: "production" }, keycloakAdmin: { username: "admin" } };
    const { inputs } = (await runProgram(settings)).resource("monitoring-sso");
    expect(Object.keys(inputs)).toContain("host");
    expect(Object.keys(inputs)).not.toContain("kubernetes");
    expect(Object.keys(inputs)).not.toContain("keycloakAdmin");
  });
});
