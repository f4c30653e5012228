import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { binomialInterval } from "./binomial-interval.ts";

function assertInterval(
  [successes, trials]: readonly [number, number],
  [low, high]: readonly [number, number],
  digits: number,
): void {
  const actual = binomialInterval(successes, trials);
  const what = `${successes} of ${trials}`;
  assert.equal(actual.low.toFixed(digits), low.toFixed(digits), what);
  assert.equal(actual.high.toFixed(digits), high.toFixed(digits), what);
}

/** P(at most `most` successes), by its definition. */
function lowerTail(most: number, trials: number, rate: number): number {
  let choose = 1;
  let sum = 0;
  for (let j = 0; j <= most; j++) {
    sum += choose * rate ** j * (1 - rate) ** (trials - j);
    choose = (choose * (trials - j)) / (j + 1);
  }
  return sum;
}

function assertTails(successes: number, trials: number, confidence: number): void {
  const tail = (1 - confidence) / 2;
  const { low, high } = binomialInterval(successes, trials, confidence);
  // At its ends a limit is the end itself.
  const below = successes === 0 ? tail - low : 1 - lowerTail(successes - 1, trials, low);
  const above = successes === trials ? tail - (1 - high) : lowerTail(successes, trials, high);
  const what = `${successes} of ${trials} at ${confidence}: ${low}, ${high}`;
  assert.ok(Math.abs(below - tail) < 1e-12 && Math.abs(above - tail) < 1e-12, what);
}

describe("binomialInterval()", () => {
  it("has the published limits", () => {
    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998,
    // table I, method 5.
    assertInterval([81, 263], [0.2527, 0.3676], 4);
    assertInterval([15, 148], [0.0578, 0.1617], 4);
    assertInterval([0, 20], [0, 0.1684], 4);
    assertInterval([1, 29], [0.0009, 0.1776], 4);
    // As R's binom.test(9, 24) prints them.
    assertInterval([9, 24], [0.1879929, 0.5940636], 7);
  });

  it("ends where each tail has half of what is left", () => {
    for (const trials of [1, 5, 13, 40]) {
      for (let successes = 0; successes <= trials; successes++) {
        for (const confidence of [0.8, 0.95, 0.99]) assertTails(successes, trials, confidence);
      }
    }
  });

  it("is mirrored when successes and failures change places", () => {
    const few = binomialInterval(3, 5000);
    const many = binomialInterval(4997, 5000);
    assert.ok(Math.abs(few.low - (1 - many.high)) < 1e-12 && Math.abs(few.high - (1 - many.low)) < 1e-12);
  });

  it("refuses what is no count and no confidence, and says which", () => {
    assert.throws(() => binomialInterval(3, 2), /expected whole numbers with 0 ≤ successes.*got 3 of 2/);
    assert.throws(() => binomialInterval(-1, 2), /got -1 of 2/);
    assert.throws(() => binomialInterval(0.5, 2), /got 0.5 of 2/);
    assert.throws(() => binomialInterval(0, 0), /got 0 of 0/);
    assert.throws(() => binomialInterval(1, 2, 95), /expected a confidence between 0 and 1, got 95/);
  });
});
