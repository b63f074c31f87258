import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { identify, isAlive, parseStat } from "../../host/process-identity.js";

describe("parseStat", () => {
  it("reads state and start time after a program name with spaces and parentheses", () => {
    const fields = Array.from({ length: 30 }, (_, index) => String(index + 4));
    const stat = `12 (a (b) c) S ${fields.join(" ")}`;
    assert.deepEqual(parseStat(stat), { state: "S", startTime: "22" });
  });
});

describe("isAlive", () => {
  it("accepts this process", async () => {
    const self = await identify(process.pid);
    assert.ok(self && (await isAlive(self)));
  });

  it("rejects a process with the id of an earlier one", async () => {
    const self = await identify(process.pid);
    assert.ok(self && !(await isAlive({ ...self, startTime: "1" })));
  });

  it("rejects a process of an earlier boot", async () => {
    const self = await identify(process.pid);
    assert.ok(self && !(await isAlive({ ...self, bootId: "another" })));
  });
});
