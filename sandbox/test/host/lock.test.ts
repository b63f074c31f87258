import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { busyMessage, writeHolder } from "../../host/lock.js";

describe("the record of who holds the machine's lock", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "monitoring-sso-lock-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("does not follow a link that another user has made under its name", async () => {
    const [victim, record] = [join(folder, "victim"), join(folder, "record.json")];
    await writeFile(victim, "unchanged");
    await symlink(victim, record);
    await writeHolder(record, { command: "up" });
    assert.equal(await readFile(victim, "utf8"), "unchanged");
    assert.deepEqual(JSON.parse(await readFile(record, "utf8")), { command: "up" });
  });

  it("replaces the record of an earlier command", async () => {
    const record = join(folder, "again.json");
    await writeHolder(record, { command: "up" });
    await writeHolder(record, { command: "down" });
    assert.deepEqual(JSON.parse(await readFile(record, "utf8")), { command: "down" });
  });

  it("cannot control the terminal that shows it", () => {
    assert.match(
      busyMessage({ command: "up\u001b[2J\u0007", pid: 1 }),
      /-- up\?\[2J\?` is already running .*process 1\)/,
    );
  });
});
