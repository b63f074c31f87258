import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createQueue } from "../../build/queue.js";

describe("queue", () => {
  it("starts a job when the one before it has ended", async () => {
    const queue = createQueue();
    const events: string[] = [];
    const end = Promise.withResolvers<void>();
    const first = queue(async () => {
      events.push("first starts");
      await end.promise;
      events.push("first ends");
    });
    const second = queue(() => Promise.resolve(events.push("second starts")));
    end.resolve();
    await Promise.all([first, second]);
    assert.deepEqual(events, ["first starts", "first ends", "second starts"]);
  });

  it("starts a job earlier if the one before it allows it", async () => {
    const queue = createQueue();
    const end = Promise.withResolvers<void>();
    const first = queue(async (letNextStart) => {
      letNextStart();
      await end.promise;
      return "first";
    });
    assert.equal(await queue(() => Promise.resolve("second")), "second");
    end.resolve();
    assert.equal(await first, "first");
  });

  it("continues after a job that failed", async () => {
    const queue = createQueue();
    await assert.rejects(
      queue(() => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal(await queue(() => Promise.resolve("next")), "next");
  });
});
