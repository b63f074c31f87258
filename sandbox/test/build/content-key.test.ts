import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { contentKey, folderContent } from "../../build/content-key.js";

describe("content key", () => {
  it("is twelve hexadecimal digits", () => assert.match(contentKey(["a"]), /^[0-9a-f]{12}$/));
  it("depends on the boundaries between parts", () =>
    assert.notEqual(contentKey(["ab", "c"]), contentKey(["a", "bc"])));
  it("depends on the order", () => assert.notEqual(contentKey(["a", "b"]), contentKey(["b", "a"])));
});

describe("content of a folder", () => {
  it("contains every file by its path in the folder, in path order", async (test) => {
    const folder = await mkdtemp(join(tmpdir(), "content-"));
    test.after(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, "b"));
    await writeFile(join(folder, "c"), "3");
    await writeFile(join(folder, "b", "a"), "2");
    assert.deepEqual(await folderContent(folder), ["b/a", "2", "c", "3"]);
  });
});
