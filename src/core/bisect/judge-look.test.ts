import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeEnds, judgeMiddle } from "./judge-look.ts";

/** Twelve values around this one, the nearest 0.001 from it: the p of one side is 2^−12. */
function around(middle: number, spread = 0.001): number[] {
  return Array.from({ length: 12 }, (_, index) => middle + spread * ((index % 3) - 1) + index * 1e-6);
}

const error = 2 * 2 ** -12;

describe("judgeEnds()", () => {
  const judge = (logRatio: number, allowed = error) => judgeEnds(around(logRatio), 0.05, allowed);
  it("says a direction where the change is above the threshold, as far up as down", () => {
    const limit = Math.log(1.05);
    assert.equal(judge(limit + 0.002), "slower");
    assert.equal(judge(-limit - 0.002), "faster");
    assert.equal(judge(limit - 0.002), "same");
    assert.equal(judge(-limit + 0.002), "same");
    assert.equal(judge(limit), "unclear");
  });

  it("says nothing below the rounds that its error takes", () => {
    assert.equal(judge(1), "slower");
    assert.equal(judge(1, 0.99 * error), "unclear");
    assert.equal(judge(0, 0.99 * error), "unclear");
  });
});

describe("judgeMiddle()", () => {
  const judge = (middle: number, direction: 1 | -1 = 1, allowed = error) =>
    judgeMiddle(
      around(0).map((noise) => ({ good: 0, middle: direction * middle + noise, bad: direction * 0.3 })),
      direction,
      0.05,
      allowed,
    );
  it("says on which side of the middle the version lies, in both directions", () => {
    for (const direction of [1, -1] as const) {
      assert.deepEqual(
        [-0.2, 0, 0.14, 0.16, 0.3, 0.9].map((middle) => judge(middle, direction)),
        ["as-good", "as-good", "as-good", "as-bad", "as-bad", "as-bad"],
      );
    }
  });

  it("says that it lies between where it differs from both by more than the threshold", () => {
    assert.equal(judge(0.15), "between");
    const narrow = around(0).map((noise) => ({ good: 0, middle: 0.04 + noise, bad: 0.08 }));
    assert.equal(judgeMiddle(narrow, 1, 0.05, error), "unclear");
  });

  it("says nothing below the rounds that its error takes", () => {
    assert.equal(judge(0, 1, 0.99 * error), "unclear");
    assert.equal(judge(0.3, 1, 0.99 * error), "unclear");
    assert.equal(judge(0.15, 1, 0.99 * error), "unclear");
  });
});
