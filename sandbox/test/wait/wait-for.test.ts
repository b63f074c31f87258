import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { ComponentProcess } from "../../cluster/component-process.js";
import { waitFor } from "../../wait/wait-for.js";

const next = "npm run sandbox -- logs kubelet";

describe("waitFor", () => {
  it("ends when the condition is met, and treats an exception as not met", async () => {
    const looks = [
      () => Promise.reject(new Error("connection refused")),
      () => Promise.resolve({ met: true as const }),
    ].values();
    const observe = (): Promise<{ met: true }> =>
      looks.next().value?.() ?? assert.fail("observed again after the condition was met");
    await waitFor({ awaiting: "an answer", limitSeconds: 5, observe, next, pollMilliseconds: 1 });
  });

  it("fails at its limit with what was awaited, the last state and the next command", async () => {
    const observe = (): Promise<never> => Promise.reject(new Error("connection refused"));
    await assert.rejects(waitFor({ awaiting: "an answer", limitSeconds: 0, observe, next }), {
      message:
        "timed out after 0 s waiting for an answer\n  last state: connection refused\n  next: npm run sandbox -- logs kubelet",
    });
  });

  it("fails at once with the end of the log when the process is dead", async () => {
    const folder = await mkdtemp(join(tmpdir(), "monitoring-sso-wait-"));
    try {
      const log = join(folder, "kubelet.log");
      await writeFile(log, "first\nbad flag\n");
      const dead: ComponentProcess = { name: "kubelet", command: "", log, pid: 1, startTime: "never", bootId: "none" };
      const observe = (): Promise<{ met: false; state: string }> => Promise.resolve({ met: false, state: "missing" });
      await assert.rejects(waitFor({ awaiting: "the node", limitSeconds: 60, observe, process: dead, next }), {
        message: [
          "kubelet died after 0 s of waiting for the node",
          "  last state: missing",
          `  end of ${log}:`,
          "    first",
          "    bad flag",
          "  next: npm run sandbox -- logs kubelet",
        ].join("\n"),
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
