import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareByRound, estimate } from "../lib/statistics.js";

describe("an estimate", () => {
  it("is the median, with the range of six samples as its interval of 97 %", () => {
    const { median, low, high, confidence } = estimate([3, 1, 2, 6, 5, 4]);
    assert.deepEqual({ median, low, high }, { median: 3.5, low: 1, high: 6 });
    assert.equal(confidence, 1 - 2 / 2 ** 6);
  });

  it("excludes outliers as soon as there are enough samples for 95 %", () => {
    // Nine samples: without the smallest and the largest, 1 - 2 * (1 + 9) / 2^9 = 96 % remain.
    const { low, high, confidence } = estimate([9, 1, 2, 3, 4, 5, 6, 7, 1000]);
    assert.deepEqual({ low, high }, { low: 2, high: 9 });
    assert.ok(Math.abs(confidence - (1 - 20 / 512)) < 1e-9);
  });

  it("has the whole range and less confidence with fewer than six samples", () => {
    const { low, high, confidence } = estimate([1, 2, 3]);
    assert.deepEqual({ low, high, confidence }, { low: 1, high: 3, confidence: 0.75 });
    assert.equal(estimate([1]).confidence, 0);
  });

  it("fails without samples", () => {
    assert.throws(() => estimate([]), /no samples/);
  });
});

describe("a comparison by round", () => {
  it("cancels what slows a whole round down", () => {
    const slowSecondRound = { subject: [2, 20, 2], baseline: [1, 10, 1] };
    assert.deepEqual(compareByRound("ratio", slowSecondRound.subject, slowSecondRound.baseline), [2, 2, 2]);
    assert.deepEqual(compareByRound("difference", [2, 11], [1, 10]), [1, 1]);
  });

  it("fails when a variant lacks a round", () => {
    assert.throws(() => compareByRound("ratio", [1, 2], [1]), /2 rounds with 1/);
  });
});
