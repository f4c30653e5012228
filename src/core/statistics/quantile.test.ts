import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { median, quantile, quantiles } from "./quantile.ts";

describe("median()", () => {
  it("takes the middle value, or the mean of the two middle ones", () => {
    assert.equal(median([7]), 7);
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([-5, -1, -3]), -3);
  });

  it("orders by number and not by text", () => {
    assert.equal(median([9, 10, 100]), 10);
  });

  it("leaves the sample in its order: that of the operations is data", () => {
    const sample = [3, 1, 2];
    median(sample);
    assert.deepEqual(sample, [3, 1, 2]);
  });

  it("refuses an empty sample", () => {
    assert.throws(() => median([]), /expected at least one value, got none/);
  });
});

describe("quantile()", () => {
  it("interpolates as type 7 of Hyndman & Fan", () => {
    // R: quantile(1:10, c(0.25, 0.75)) and quantile(c(1, 2, 4, 8), c(0.1, 0.75))
    const oneToTen = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    assert.equal(quantile(oneToTen, 0.25), 3.25);
    assert.equal(quantile(oneToTen, 0.75), 7.75);
    assert.ok(Math.abs(quantile([1, 2, 4, 8], 0.1) - 1.3) < 1e-12);
    assert.equal(quantile([1, 2, 4, 8], 0.75), 5);
  });

  it("goes from the smallest value to the largest", () => {
    assert.equal(quantile([5, 3, 9], 0), 3);
    assert.equal(quantile([5, 3, 9], 1), 9);
  });
});

describe("quantiles()", () => {
  it("are those that quantile() gives one by one", () => {
    const sample = [9, 10, 100, 1, 4];
    const shares = [0.05, 0.5, 0.95, 0, 1];
    assert.deepEqual(
      quantiles(sample, shares),
      shares.map((share) => quantile(sample, share)),
    );
  });
});
