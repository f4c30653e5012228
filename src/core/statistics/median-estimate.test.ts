import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { medianEstimate } from "./median-estimate.ts";
import { seededRandom } from "./random.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("medianEstimate()", () => {
  // Ranks and confidence as in the tables of the sign test, e.g. Dixon & Massey, Introduction to Statistical Analysis, A-25.
  for (const [count, low, confidence] of [
    [6, 1, 0.9688],
    [8, 1, 0.9922],
    [9, 2, 0.9609],
    [10, 2, 0.9785],
    [13, 3, 0.9775],
    [15, 4, 0.9648],
    [20, 6, 0.9586],
    [25, 8, 0.9567],
    [50, 18, 0.9672],
  ] as const) {
    it(`takes the ${low}. value of each end for ${count} values`, () => {
      const { value, interval } = medianEstimate(upTo(count).reverse());
      assert.equal(value, (count + 1) / 2);
      assert.deepEqual([interval!.low, interval!.high], [low, count + 1 - low]);
      assert.equal(interval!.confidence.toFixed(4), confidence.toFixed(4));
    });
  }

  it("has no interval below six values, which cannot hold 95 %", () => {
    assert.deepEqual(medianEstimate(upTo(5)), { value: 3, interval: null });
    assert.throws(() => medianEstimate([]), /expected at least one value/);
  });

  it("holds the true median as often as it says, whatever the shape", () => {
    const random = seededRandom(5);
    const trials = 4000;
    const held = Array.from({ length: trials }, () => {
      const { interval } = medianEstimate(upTo(13).map(() => -Math.log(1 - random())));
      return interval!.low <= Math.LN2 && Math.LN2 <= interval!.high;
    }).filter(Boolean).length;
    assert.ok(Math.abs(held / trials - 0.9775) < 0.012, String(held / trials));
  });
});
