import { InternalCertificate, serviceDnsNames } from "../../components/tls/internal-certificate";
import { clearTextOf, isSecretInput, revealed, runStack } from "../support/mocks";

describe("InternalCertificate", () => {
  it("is valid for every name of the Service inside the cluster", () => {
    expect(serviceDnsNames("valkey", "monitoring")).toEqual([
      "valkey.monitoring.svc.cluster.local",
      "valkey.monitoring.svc",
      "valkey.monitoring",
      "valkey",
      "localhost",
    ]);
  });

  it("has a Secret for the server, and one for the CA without a key", async () => {
    const run = await runStack(() => new InternalCertificate("store", { namespace: "monitoring", service: "valkey" }));
    const server = run.resource("store-tls").inputs;
    expect(server).toMatchObject({
      metadata: { name: "valkey-tls", namespace: "monitoring" },
      type: "kubernetes.io/tls",
    });
    expect(isSecretInput(server.stringData)).toBe(true);
    expect(revealed(server.stringData)).toEqual({
      "tls.crt": "certificate of store-certificate",
      "tls.key": "key of store-key",
      "ca.crt": "certificate of store-ca",
    });
    const authority = run.resource("store-ca-bundle").inputs;
    expect(authority).toMatchObject({ metadata: { name: "valkey-ca", namespace: "monitoring" } });
    expect(revealed(authority.stringData)).toEqual({ "ca.crt": "certificate of store-ca" });
    expect(run.resources.flatMap((resource) => clearTextOf(resource.inputs))).not.toContain("key of store-key");
  });

  it("returns names and a revision that changes with the certificate", async () => {
    let component: InternalCertificate | undefined;
    await runStack(() => {
      component = new InternalCertificate("store", { namespace: "monitoring", service: "valkey" });
    });
    expect(component?.certificate).toMatchObject({
      secretName: "valkey-tls",
      ca: { secretName: "valkey-ca", key: "ca.crt" },
    });
  });

  it("fails with every problem at once, and creates nothing", async () => {
    const wrong = { namespace: "Monitoring", service: "1st", validityHours: 0.5 };
    const run = await runStack(() => {
      expect(() => new InternalCertificate("store", wrong)).toThrow("3 problems");
    });
    expect(run.resources.filter(({ parent }) => parent === "store")).toEqual([]);
  });
});
