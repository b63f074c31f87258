import { CaBundleCopy } from "../../components/tls/ca-bundle";
import {
  type CaBundleArgs,
  certificatesFrom,
  checkCaBundle,
  isCertificateBundle,
} from "../../components/tls/ca-bundle-args";
import { revealed, runStack } from "../support/mocks";

const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const privateKey = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n";
const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");

describe("a CA bundle", () => {
  it.each<[string, CaBundleArgs]>([
    ["one certificate", { pem: certificate }],
    ["several certificates", { pem: certificate + certificate }],
    ["a Secret", { secret: { name: "root-ca" } }],
  ])("can be %s", (_, args) => {
    expect(checkCaBundle(args, "caBundle")).toEqual([]);
  });

  it.each<[string, CaBundleArgs]>([
    ["nothing", {}],
    ["both", { pem: certificate, secret: { name: "root-ca" } }],
    ["an empty text", { pem: "" }],
    ["a file name", { pem: "/etc/ssl/ca.pem" }],
    ["a certificate with its key", { pem: certificate + privateKey }],
    ["a Secret without a name", { secret: { name: "" } }],
  ])("fails for %s", (_, args) => {
    expect(checkCaBundle(args, "caBundle")).toHaveLength(1);
  });

  it("does not repeat a private key that was set by mistake", () => {
    expect(JSON.stringify(checkCaBundle({ pem: privateKey }, "caBundle"))).not.toContain("MHcC");
    expect(isCertificateBundle(privateKey)).toBe(false);
  });

  it("is read from the base64 data of a Secret", () => {
    expect(certificatesFrom({ "ca.crt": base64(certificate) }, "ca.crt")).toBe(certificate);
  });

  it("fails for a Secret without the key, and names the keys that it has", () => {
    expect(() => certificatesFrom({ "tls.crt": "", "tls.key": "" }, "ca.crt")).toThrow(
      'the Secret of the CA bundle has no key "ca.crt"; it has: tls.crt, tls.key',
    );
    expect(() => certificatesFrom(undefined, "ca.crt")).toThrow("it has: none");
  });

  it("fails for a Secret with anything but certificates", () => {
    expect(() => certificatesFrom({ "ca.crt": base64(privateKey) }, "ca.crt")).toThrow(
      "something other than PEM certificates",
    );
  });
});

describe("CaBundleCopy", () => {
  it("is one Secret with a fixed name in the namespace", async () => {
    let bundle: unknown;
    const run = await runStack(() => {
      ({ bundle } = new CaBundleCopy("trust", { namespace: "monitoring", pem: certificate }));
    });
    const { inputs } = run.resource("trust-secret");
    expect(bundle).toEqual({ secretName: "ca-bundle", key: "ca.crt" });
    expect(inputs.metadata).toMatchObject({ name: "ca-bundle", namespace: "monitoring" });
    expect(revealed(inputs.stringData)).toEqual({ "ca.crt": certificate });
  });

  it("reads a Secret of another namespace, by default the key ca.crt", async () => {
    const run = await runStack(
      () => {
        new CaBundleCopy("trust", { namespace: "monitoring", secret: { namespace: "step", name: "root" } });
      },
      { preview: true },
    );
    expect(run.resource("trust-source").options.id).toBe("step/root");
  });

  it("reads a Secret of the stack's namespace when none is named", async () => {
    const run = await runStack(
      () => {
        new CaBundleCopy("trust", { namespace: "monitoring", secret: { name: "root" } });
      },
      { preview: true },
    );
    expect(run.resource("trust-source").options.id).toBe("monitoring/root");
  });

  it("fails for wrong arguments and creates nothing", async () => {
    const run = await runStack(() => {
      expect(() => new CaBundleCopy("trust", { namespace: "monitoring" })).toThrow("exactly one of pem and secret");
    });
    expect(run.resources.filter(({ parent }) => parent === "trust")).toEqual([]);
  });
});
