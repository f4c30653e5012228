import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rangeOf, share, ticks } from "./log-scale.ts";

describe("rangeOf()", () => {
  it("holds every value above 0, with air on both sides", () => {
    const { low, high } = rangeOf([0, 10, 1000]);
    assert.ok(low < 10 && low > 5 && high > 1000 && high < 2000);
  });
  it("is a range where there is nothing, and where all is equal", () => {
    assert.deepEqual(rangeOf([]), { low: 1, high: 10 });
    assert.deepEqual(rangeOf([0, 0]), { low: 1, high: 10 });
    const { low, high } = rangeOf([7]);
    assert.ok(low < 7 && high > 7);
  });
});

describe("share()", () => {
  it("is logarithmic, and stays at the edges outside the range", () => {
    const range = { low: 1, high: 100 };
    assert.equal(share(10, range), 0.5);
    for (const value of [0, -1, Number.NaN, 0.5]) assert.equal(share(value, range), 0);
    assert.equal(share(1e9, range), 1);
  });
});

describe("ticks()", () => {
  it("has a few round values inside the range", () => {
    assert.deepEqual(ticks({ low: 0.9, high: 120 }), [1, 3, 10, 30, 100]);
    assert.deepEqual(ticks({ low: 4, high: 50 }), [5, 10, 20, 50]);
    assert.deepEqual(ticks({ low: 1.4, high: 1.9 }), [1.4, 1.6, 1.8]);
    for (const high of [1.1, 2, 9, 11, 99, 1e4, 1e9]) {
      const found = ticks({ low: 1, high });
      assert.ok(found.length >= 2 && found.length <= 12, `${high}: ${found}`);
    }
  });
});
