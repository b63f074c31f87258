import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import tar from "tar-stream";
import { debianImages } from "../../images/debian-images.js";
import { goImageEntries, goImages } from "../../images/go-images.js";
import { imageArchitecture, imageConfig } from "../../images/image-config.js";
import { type LayerEntry, writeLayer } from "../../images/layer.js";
import type { ToolPaths } from "../../toolchain/index.js";
import { images } from "../../versions.js";

describe("images", () => {
  it("are built for every name, each in one way", () => {
    const made = [...Object.keys(goImages), ...Object.keys(debianImages)];
    assert.deepEqual(made.sort(), Object.keys(images).sort());
  });

  for (const [name, { user }] of Object.entries(goImages)) {
    it(`run ${name} as a numeric user that is not root`, () => assert.match(user, /^[1-9]\d*$/));
  }

  for (const [name, { settings }] of Object.entries(debianImages)) {
    it(`run ${name} as a numeric user that is not root`, () => assert.match(settings.user, /^[1-9]\d*$/));
  }

  it("of a Go program contain the program at upstream's path", () => {
    const tools = { oauth2Proxy: "/cache/oauth2-proxy" } as ToolPaths;
    const program = goImageEntries(goImages.oauth2Proxy, tools).find(({ type }) => type === "file");
    assert.deepEqual(program, { type: "file", path: "/bin/oauth2-proxy", source: "/cache/oauth2-proxy", mode: 0o755 });
  });
});

describe("image configuration", () => {
  it("contains start command and layer digests", () => {
    const settings = { entrypoint: ["/bin/x"], user: "1000", env: { LANG: "C" }, workingDir: "/data" };
    assert.deepEqual(imageConfig(settings, ["abc"], "amd64"), {
      architecture: "amd64",
      os: "linux",
      config: {
        Entrypoint: ["/bin/x"],
        User: "1000",
        Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C"],
        WorkingDir: "/data",
      },
      rootfs: { type: "layers", diff_ids: ["sha256:abc"] },
    });
  });

  it("fails for an unsupported architecture", () => assert.throws(() => imageArchitecture("s390x"), /s390x/));
});

describe("layer", () => {
  const entries: readonly LayerEntry[] = [
    { type: "text", path: "/etc/motd", content: "hi" },
    { type: "directory", path: "/etc" },
    { type: "symlink", path: "/etc/link", target: "motd" },
    { type: "file", path: "/etc/self", source: import.meta.filename, mode: 0o755, capability: "CAP_NET_BIND_SERVICE" },
  ];

  it("has parents first, the same bytes each time, and the capability as an extended attribute", async (test) => {
    const folder = await mkdtemp(join(tmpdir(), "layer-"));
    test.after(() => rm(folder, { recursive: true }));
    const one = await writeLayer(join(folder, "one.tar"), entries);
    const two = await writeLayer(join(folder, "two.tar"), [...entries].reverse());
    assert.equal(one.digest, two.digest);
    const headers = await headersOf(one.file);
    assert.deepEqual(
      headers.map(({ name }) => name),
      ["etc", "etc/link", "etc/motd", "etc/self"],
    );
    const attributes = new Map<string, string>(Object.entries(headers.at(-1)?.pax ?? {}));
    const capability = attributes.get("SCHILY.xattr.security.capability") ?? "";
    assert.equal(Buffer.from(capability, "latin1").toString("hex"), "01000002000400000000000000000000".padEnd(40, "0"));
  });
});

async function headersOf(file: string): Promise<tar.Header[]> {
  const extract = tar.extract();
  extract.end(await readFile(file));
  const headers: tar.Header[] = [];
  for await (const entry of extract) {
    headers.push(entry.header);
    entry.resume();
  }
  return headers;
}
