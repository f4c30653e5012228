import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seededRandom } from "./random.ts";
import { hodgesLehmannShift, rankSumDistribution, rankSumInterval, rankSumPValue } from "./rank-sum.ts";

function assertClose(actual: number, expected: number, within = 1e-12): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual}, expected ${expected}`);
}

const ranksTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("rankSumDistribution()", () => {
  it("is Mann and Whitney's table for 3 and 4: P(U ≤ 0..5) of 35 choices", () => {
    const fromSmallest = rankSumDistribution(ranksTo(7), 3).slice(6);
    let sum = 0;
    const cumulative = fromSmallest.slice(0, 6).map((one) => (sum += one));
    // H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18(1), 1947, table I.
    for (const [index, expected] of [0.028, 0.057, 0.114, 0.2, 0.314, 0.429].entries()) {
      assertClose(cumulative[index]!, expected, 0.0006);
    }
  });

  it("is what enumeration of all choices gives, with ties", () => {
    const ranks = [3, 3, 6, 8, 11, 11];
    const counts = new Map<number, number>();
    for (let a = 0; a < 6; a++) {
      for (let b = a + 1; b < 6; b++) {
        const sum = ranks[a]! + ranks[b]!;
        counts.set(sum, (counts.get(sum) ?? 0) + 1);
      }
    }
    for (const [sum, probability] of rankSumDistribution(ranks, 2).entries()) {
      assertClose(probability, (counts.get(sum) ?? 0) / 15);
    }
  });
});

/** The water transfer of human fetal membranes, Hollander & Wolfe, example 4.1: at term, and at 12 to 26 weeks. */
const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];

describe("rankSumPValue()", () => {
  it("is the published p of Hollander & Wolfe's example 4.1, two-sided", () => {
    // W = 30 for the early ones: one-sided 0.127 in the book; two-sided 0.2544 by R's wilcox.test.
    assertClose(rankSumPValue(term, early), 0.2544, 0.0001);
    assertClose(rankSumPValue(early, term), rankSumPValue(term, early));
  });

  it("is 1 for samples that are alike, and the smallest there is where they do not overlap", () => {
    assert.equal(rankSumPValue([1, 2, 3], [1, 2, 3]), 1);
    assert.equal(rankSumPValue([5, 5], [5, 5]), 1);
    assertClose(rankSumPValue([1, 2, 3, 4], [5, 6, 7, 8]), 2 / 70);
  });
});

describe("hodgesLehmannShift() and rankSumInterval()", () => {
  it("are the published ones of Hollander & Wolfe's example 4.1", () => {
    // R's wilcox.test(term, early, conf.int = TRUE): estimate 0.305, 95 % interval −0.15 to 0.76.
    assertClose(hodgesLehmannShift(term, early), 0.305);
    const interval = rankSumInterval(term, early, 0.95)!;
    assertClose(interval.low, -0.15);
    assertClose(interval.high, 0.76);
    assert.ok(interval.confidence >= 0.95 && interval.confidence < 0.97, `${interval.confidence}`);
  });

  it("hold what the test does not reject, and nothing else", () => {
    const random = seededRandom(3);
    const first = Array.from({ length: 7 }, random);
    const second = Array.from({ length: 6 }, random);
    const { low, high, confidence } = rankSumInterval(first, second, 0.9)!;
    const p = (shift: number) =>
      rankSumPValue(
        first.map((one) => one - shift),
        second,
      );
    const limit = 1 - confidence + 1e-9;
    assert.ok(p(low + 1e-9) > limit && p(high - 1e-9) > limit);
    assert.ok(p(low - 1e-9) <= limit && p(high + 1e-9) <= limit);
  });

  it("there is none of 95 % with 3 and 3", () => {
    assert.equal(rankSumInterval([1, 2, 3], [4, 5, 6], 0.95), null);
  });
});
