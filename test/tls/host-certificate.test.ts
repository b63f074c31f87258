import type { TlsArgs } from "../../components/tls/args";
import { HostCertificate, type HostCertificateArgs } from "../../components/tls/host-certificate";
import { clearTextOf, isSecretInput, revealed, runStack } from "../support/mocks";

async function run(tls: TlsArgs, preview = false) {
  let component: HostCertificate | undefined;
  const args: HostCertificateArgs = { namespace: "monitoring", hosts: ["monitoring.lan", "karma.lan"], tls };
  const stack = await runStack(
    () => {
      component = new HostCertificate("host", args);
    },
    { preview },
  );
  return { ...stack, component, children: stack.resources.filter(({ parent }) => parent === "host") };
}

describe("HostCertificate from cert-manager", () => {
  it("is one Certificate for every host, with the issuer's explicit kind and group", async () => {
    const issuerRef = { name: "step", kind: "StepClusterIssuer", group: "certmanager.step.sm" };
    const { component, children } = await run({ certManager: { issuerRef } });
    expect(component?.certificate).toEqual({ secretName: "monitoring-tls" });
    expect(children).toHaveLength(1);
    expect(children[0]).toMatchObject({
      type: "kubernetes:cert-manager.io/v1:Certificate",
      name: "host-certificate",
      inputs: {
        metadata: { name: "monitoring-tls", namespace: "monitoring" },
        spec: {
          secretName: "monitoring-tls",
          dnsNames: ["monitoring.lan", "karma.lan"],
          issuerRef,
          privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
          usages: ["digital signature", "server auth"],
        },
      },
    });
  });
});

describe("HostCertificate self-signed", () => {
  it("is a TLS Secret whose key is secret", async () => {
    const stack = await run({ selfSigned: {} });
    const { inputs } = stack.resource("host-tls");
    expect(stack.component?.certificate).toEqual({ secretName: "monitoring-tls" });
    expect(inputs).toMatchObject({
      metadata: { name: "monitoring-tls", namespace: "monitoring" },
      type: "kubernetes.io/tls",
    });
    expect(isSecretInput(inputs.stringData)).toBe(true);
    expect(revealed(inputs.stringData)).toEqual({
      "tls.crt": "certificate of host-certificate",
      "tls.key": "key of host-key",
    });
    const clearText = stack.resources.flatMap((resource) => clearTextOf(resource.inputs));
    expect(clearText).not.toContain("key of host-key");
    expect(clearText).not.toContain("key of host-ca-key");
  });

  it("has P-256 keys, and a server certificate that is not a CA", async () => {
    const stack = await run({ selfSigned: { validityHours: 240 } });
    for (const key of ["host-ca-key", "host-key"]) {
      expect(stack.resource(key).inputs).toEqual({ algorithm: "ECDSA", ecdsaCurve: "P256" });
    }
    expect(stack.resource("host-ca").inputs.isCaCertificate).toBe(true);
    const { inputs } = stack.resource("host-certificate");
    expect(inputs).toMatchObject({
      allowedUses: ["digital_signature", "server_auth"],
      validityPeriodHours: 240,
      earlyRenewalHours: 80,
    });
    expect(inputs).not.toHaveProperty("isCaCertificate");
    expect(stack.resource("host-request").inputs.dnsNames).toEqual(["monitoring.lan", "karma.lan"]);
  });

  it("protects the CA, and not the certificates that it signs", async () => {
    const stack = await run({ selfSigned: {} });
    expect(stack.resource("host-ca").options.protect).toBe(true);
    expect(stack.resource("host-ca-key").options.protect).toBe(true);
    expect(stack.resource("host-key").options.protect).toBeFalsy();
    const unprotected = await run({ selfSigned: { protect: false } });
    expect(unprotected.resource("host-ca-key").options.protect).toBe(false);
  });

  it("shows its resources in the first preview", async () => {
    const { children } = await run({ selfSigned: {} }, true);
    expect(children.map(({ name }) => name)).toContain("host-tls");
  });
});

describe("HostCertificate that exists", () => {
  it("creates nothing", async () => {
    const { component, children } = await run({ existing: { secretName: "wildcard" } });
    expect(component?.certificate).toEqual({ secretName: "wildcard" });
    expect(component?.caPem).toBeUndefined();
    expect(children).toEqual([]);
  });

  it("names no Secret when the edge has its own certificate", async () => {
    expect((await run({ existing: {} })).component?.certificate).toEqual({});
  });
});

describe("HostCertificate", () => {
  it("fails for an ambiguous choice and creates nothing", async () => {
    const stack = await runStack(() => {
      const args = { namespace: "monitoring", hosts: ["monitoring.lan"], tls: {} };
      expect(() => new HostCertificate("host", args)).toThrow("expected exactly one of certManager");
    });
    expect(stack.resources.filter(({ parent }) => parent === "host")).toEqual([]);
  });
});
