import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seededRandom } from "./random.ts";
import { meanRange, medianRange, ratioRange, standardDeviation } from "./sample-interval.ts";

describe("standardDeviation()", () => {
  it("divides by n − 1", () => {
    assert.equal(standardDeviation([1, 3]), Math.SQRT2);
  });
  it("has none for one value", () => {
    assert.equal(standardDeviation([1]), null);
  });
});

describe("meanRange()", () => {
  it("is the mean ± 1.96 standard errors", () => {
    const { low, high } = meanRange([1, 3])!;
    assert.ok(Math.abs((low + high) / 2 - 2) < 1e-12);
    assert.ok(Math.abs((high - low) / 2 - 1.96) < 1e-3);
  });
});

/** How many of 1,000 samples of uniform numbers have a range that holds what it should: 0.5. */
function coverage(range: (samples: number[]) => { low: number; high: number } | null): number {
  const random = seededRandom(7);
  let held = 0;
  for (let trial = 0; trial < 1000; trial++) {
    const { low, high } = range(Array.from({ length: 101 }, random))!;
    if (low <= 0.5 && 0.5 <= high) held++;
  }
  return held / 1000;
}

describe("medianRange()", () => {
  it("holds the median of 95 % of independent samples, as does meanRange() the mean", () => {
    for (const range of [medianRange, meanRange]) {
      const share = coverage(range);
      assert.ok(share > 0.93 && share < 0.975, `${range.name}: ${share}`);
    }
  });
  it("has none below six samples", () => {
    assert.equal(medianRange([1, 2, 3, 4, 5]), null);
  });
});

describe("ratioRange()", () => {
  it("adds half-widths in squares", () => {
    const of = (halfWidth: number) => ({ low: Math.exp(-halfWidth), high: Math.exp(halfWidth) });
    const { low, high } = ratioRange(2, of(0.03), of(0.04))!;
    assert.ok(Math.abs(Math.log(high / 2) - 0.05) < 1e-12);
    assert.ok(Math.abs(Math.log(2 / low) - 0.05) < 1e-12);
  });
  it("has none where an arm's range reaches 0, or an arm has none", () => {
    assert.equal(ratioRange(2, { low: 0, high: 1 }, { low: 1, high: 2 }), null);
    assert.equal(ratioRange(2, null, { low: 1, high: 2 }), null);
  });
});
