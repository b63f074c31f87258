import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { interleaved } from "../lib/rounds.js";

describe("interleaved rounds", () => {
  const options = { rounds: 2, progress: () => undefined, signal: new AbortController().signal };

  it("measure each variant once per round, and every second round in reverse", async () => {
    const order: string[] = [];
    const variant = (name: string) => ({ name, measure: async () => Promise.resolve(order.push(name)) });
    const results = await interleaved([variant("a"), variant("b")], options);
    assert.deepEqual(order, ["a", "b", "b", "a"]);
    assert.deepEqual(results, { a: [1, 4], b: [2, 3] });
  });

  it("fail with two variants of one name, whose samples would be mixed", async () => {
    const variant = { name: "a", measure: async () => Promise.resolve(1) };
    await assert.rejects(interleaved([variant, variant], options), /not unique: a, a/);
  });

  it("end at an interrupt", async () => {
    const interrupt = new AbortController();
    let measured = 0;
    const measure = async () => {
      measured += 1;
      interrupt.abort(new Error("interrupted"));
      return Promise.resolve(0);
    };
    await assert.rejects(
      interleaved([{ name: "a", measure }], { ...options, signal: interrupt.signal }),
      /interrupted/,
    );
    assert.equal(measured, 1);
  });
});
