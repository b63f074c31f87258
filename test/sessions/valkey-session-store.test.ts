import { ValkeySessionStore, type ValkeySessionStoreArgs } from "../../components/sessions/valkey-session-store";
import { clearTextOf, isSecretInput, revealed, runStack } from "../support/mocks";

const certificate = { secretName: "valkey-tls", ca: { secretName: "valkey-ca", key: "ca.crt" }, revision: "abc" };

async function run(overrides: Partial<ValkeySessionStoreArgs> = {}, preview = false) {
  const args = { namespace: "monitoring", certificate, ...overrides };
  return await runStack(() => new ValkeySessionStore("sessions", args), { preview });
}

describe("ValkeySessionStore", () => {
  it("keeps its password in one Secret and in no value", async () => {
    const stack = await run();
    const { inputs } = stack.resource("sessions-credentials");
    expect(inputs.metadata).toMatchObject({ name: "valkey-credentials", namespace: "monitoring" });
    expect(isSecretInput(inputs.stringData)).toBe(true);
    expect(revealed(inputs.stringData)).toEqual({ "redis-password": "generated-sessions-password" });
    expect(JSON.stringify(stack.resource("sessions-valkey").inputs)).not.toContain("generated-sessions-password");
    expect(stack.resources.flatMap((resource) => clearTextOf(resource.inputs))).not.toContain(
      "generated-sessions-password",
    );
  });

  it("is a pinned release with a fixed name in the stack's namespace", async () => {
    const { inputs, options, parent } = (await run()).resource("sessions-valkey");
    expect(inputs).toMatchObject({ name: "valkey", namespace: "monitoring", chart: "valkey", version: "0.11.0" });
    expect(options).toMatchObject({ deleteBeforeReplace: true });
    expect(parent).toBe("sessions");
  });

  it("takes the chart from a folder on request", async () => {
    const { inputs } = (await run({ charts: { folder: "./charts" } })).resource("sessions-valkey");
    expect(inputs.chart).toBe("./charts/valkey");
  });

  it("restarts for a new password and for a new certificate", async () => {
    const stack = await run({ rotation: "2", certificate: { ...certificate, revision: "def" } });
    expect(stack.resource("sessions-password").inputs.keepers).toEqual({ rotation: "2" });
    expect(stack.resource("sessions-valkey").inputs.values).toMatchObject({
      podAnnotations: {
        "monitoring-sso/password-rotation": "2",
        "monitoring-sso/certificate-revision": "def",
      },
    });
  });

  it("generates a password that a shell cannot misread", async () => {
    expect((await run()).resource("sessions-password").inputs).toMatchObject({ length: 48, special: false });
  });

  it("shows its values in the first preview", async () => {
    const { inputs } = (await run({}, true)).resource("sessions-valkey");
    expect(inputs.values).toMatchObject({ tls: { enabled: true } });
  });

  it("fails for wrong arguments and creates nothing", async () => {
    const stack = await runStack(() => {
      const args = { namespace: "monitoring", certificate, storage: { size: "big" } };
      expect(() => new ValkeySessionStore("sessions", args)).toThrow('expected a size such as "10Gi"');
    });
    expect(stack.resources.filter(({ parent }) => parent === "sessions")).toEqual([]);
  });
});
