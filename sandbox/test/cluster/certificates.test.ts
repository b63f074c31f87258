import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { certificateRequests, makeCertificates } from "../../cluster/certificates.js";

describe("makeCertificates", () => {
  let folder = "";
  const read = async (name: string): Promise<X509Certificate> =>
    new X509Certificate(await readFile(join(folder, `${name}.crt`)));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "monitoring-sso-pki-"));
    await makeCertificates(folder);
  });
  after(() => rm(folder, { recursive: true }));

  it("signs each certificate with its own CA only", async () => {
    const cas = { ca: await read("ca"), "etcd-ca": await read("etcd-ca") };
    for (const { name, ca } of certificateRequests) {
      const certificate = await read(name);
      assert.equal(certificate.verify(cas[ca].publicKey), true, name);
      assert.equal(certificate.verify(cas[ca === "ca" ? "etcd-ca" : "ca"].publicKey), false, name);
    }
  });

  it("creates no certificate that could sign another", async () => {
    for (const { name } of certificateRequests) {
      assert.equal((await read(name)).ca, false, name);
    }
  });

  it("names the API server as pods and as users reach it", async () => {
    const { subjectAltName } = await read("apiserver");
    assert.match(subjectAltName ?? "", /DNS:kubernetes\.default\.svc\.cluster\.local/);
    assert.match(subjectAltName ?? "", /IP Address:10\.96\.0\.1, IP Address:10\.244\.0\.1/);
  });

  it("makes every key readable by its owner only", async () => {
    for (const name of ["ca", "etcd-ca", "service-account", ...certificateRequests.map(({ name }) => name)]) {
      assert.equal((await stat(join(folder, `${name}.key`))).mode & 0o077, 0, name);
    }
  });
});
