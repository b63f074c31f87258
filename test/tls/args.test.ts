import { checkTls, resolveTls, type TlsArgs } from "../../components/tls/args";
import { formatProblems } from "../../components/validation/problem";

describe("the choice of the host's certificate", () => {
  it("completes an issuer of which only the name is set", () => {
    expect(resolveTls({ certManager: { issuerRef: { name: "letsencrypt" } } })).toEqual({
      type: "cert-manager",
      issuerRef: { name: "letsencrypt", kind: "ClusterIssuer", group: "cert-manager.io" },
    });
  });

  it("accepts issuers of other projects", () => {
    const issuerRef = { name: "step", kind: "StepClusterIssuer", group: "certmanager.step.sm" };
    expect(resolveTls({ certManager: { issuerRef } })).toEqual({ type: "cert-manager", issuerRef });
  });

  it("creates a protected CA and a certificate for one year when self-signed", () => {
    expect(resolveTls({ selfSigned: {} })).toEqual({
      type: "self-signed",
      commonName: "monitoring-sso CA",
      validityHours: 8760,
      protect: true,
    });
  });

  it("leaves an existing certificate to the edge without a Secret", () => {
    expect(resolveTls({ existing: {} })).toEqual({ type: "existing" });
    expect(resolveTls({ existing: { secretName: "wildcard" } })).toEqual({ type: "existing", secretName: "wildcard" });
  });

  it.each<[string, TlsArgs]>([
    ["no choice", {}],
    ["two choices", { selfSigned: {}, existing: {} }],
    ["an issuer without a name", { certManager: { issuerRef: { name: "" } } }],
    ["a Secret without a name", { existing: { secretName: "" } }],
    ["a certificate that Apple's systems refuse", { selfSigned: { validityHours: 20_000 } }],
    ["a certificate that ends today", { selfSigned: { validityHours: 1 } }],
  ])("fails for %s", (_, args) => {
    expect(checkTls(args, "tls")).toHaveLength(1);
  });

  it("fails with a fix", () => {
    expect(formatProblems(checkTls({ selfSigned: {}, existing: {} }, "tls"))).toMatchInlineSnapshot(`
      "invalid configuration: 1 problem, nothing was created
        tls = ["selfSigned","existing"]
          expected exactly one of certManager, selfSigned and existing; remove the others"
    `);
  });
});
