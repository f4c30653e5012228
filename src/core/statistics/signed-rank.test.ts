import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seededRandom } from "./random.ts";
import {
  hodgesLehmann,
  signedRankDistribution,
  signedRankInterval,
  signedRankPValue,
  signedRankUpperPValue,
  walshAverages,
} from "./signed-rank.ts";

/**
 * The Hamilton depression scale's factor IV, first visit − second, of nine patients: table 3.1 of Hollander, Wolfe &
 * Chicken, "Nonparametric Statistical Methods", and the example of its sections 3.1 to 3.3.
 */
const depression = [0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01];

/** T+ of all 2^n assignments of signs: the definition of its null distribution. */
function everyStatistic(ranks: readonly number[]): number[] {
  return Array.from({ length: 2 ** ranks.length }, (_, signs) =>
    ranks.reduce((sum, rank, bit) => ((signs >> bit) & 1 ? sum + rank : sum), 0),
  );
}

function assertDistribution(ranks: readonly number[]): void {
  const statistics = everyStatistic(ranks);
  const counts = new Array<number>(ranks.reduce((sum, rank) => sum + rank, 0) + 1).fill(0);
  for (const statistic of statistics) counts[statistic]!++;
  // Every probability is a whole number of 2^-n, so that equality is exact.
  assert.deepEqual(
    signedRankDistribution(ranks),
    counts.map((count) => count / statistics.length),
  );
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** P(T+ ≤ statistic) without ties. */
function lowerTail(count: number, statistic: number): number {
  return signedRankDistribution(oneTo(count))
    .slice(0, statistic + 1)
    .reduce((sum, probability) => sum + probability, 0);
}

describe("signedRankDistribution()", () => {
  it("agrees with an enumeration of all signs", () => {
    for (let count = 0; count <= 12; count++) assertDistribution(oneTo(count));
  });

  it("agrees with it where ranks are tied", () => {
    assertDistribution([2, 2, 6, 8]);
    const random = seededRandom(5);
    for (let count = 1; count <= 12; count++) {
      assertDistribution(Array.from({ length: count }, () => 1 + Math.floor(random() * count)));
    }
  });

  it("has the published critical values", () => {
    // R. L. McCornack, "Extended Tables of the Wilcoxon Matched Pair Signed Rank Statistic", Journal of the American
    // Statistical Association 60(311), 1965; the first row also as https://oeis.org/A226330. The largest T whose
    // one-sided probability is at most 0.025 and 0.005. Older tables, by the normal approximation, differ by 1.
    const twoSidedFivePercent = [0, 2, 3, 5, 8, 10, 13, 17, 21, 25, 29, 34, 40, 46, 52, 58, 65, 73, 81, 89];
    const twoSidedOnePercent = [0, 1, 3, 5, 7, 9, 12, 15, 19, 23, 27, 32, 37];
    for (const [index, critical] of twoSidedFivePercent.entries()) {
      assert.ok(lowerTail(6 + index, critical) <= 0.025 && lowerTail(6 + index, critical + 1) > 0.025);
    }
    for (const [index, critical] of twoSidedOnePercent.entries()) {
      assert.ok(lowerTail(8 + index, critical) <= 0.005 && lowerTail(8 + index, critical + 1) > 0.005);
    }
    // Nothing is significant at these levels below 6 and 8 pairs.
    assert.ok(lowerTail(5, 0) > 0.025 && lowerTail(7, 0) > 0.005);
  });
});

/** The two-sided p by the definition: midranks by counting, the distribution by enumeration. */
function naivePValue(differences: readonly number[]): number {
  const sizes = differences.filter((one) => one !== 0).map(Math.abs);
  const signs = differences.filter((one) => one !== 0).map(Math.sign);
  // Twice the midrank, an integer: smaller ones, and the middle of the equal ones.
  const ranks = sizes.map((size) => {
    const equal = sizes.filter((other) => other === size).length;
    return 2 * sizes.filter((other) => other < size).length + equal + 1;
  });
  const observed = ranks.reduce((sum, rank, index) => (signs[index] === 1 ? sum + rank : sum), 0);
  const statistics = everyStatistic(ranks);
  const share = (tail: number[]) => tail.length / statistics.length;
  const lower = share(statistics.filter((statistic) => statistic <= observed));
  const upper = share(statistics.filter((statistic) => statistic >= observed));
  return Math.min(1, 2 * lower, 2 * upper);
}

describe("signedRankPValue()", () => {
  it("is right by hand with a zero and ties", () => {
    // Without the zero: sizes 1 1 1 2, midranks 2 2 2 4, T+ = 8 of 10. Of 16 assignments one has 10 and three have 8.
    assert.equal(signedRankPValue([1, 0, -1, 2, 1]), (2 * 4) / 16);
    // Sizes 1 1, midranks 1.5 1.5: three of four assignments are as large, three as small.
    assert.equal(signedRankPValue([1, -1]), 1);
    assert.equal(signedRankPValue([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), 2 / 64);
  });

  it("is 1 without evidence", () => {
    assert.equal(signedRankPValue([]), 1);
    assert.equal(signedRankPValue([0, 0, 0]), 1);
  });

  it("agrees with an enumeration, with zeros and ties", () => {
    const random = seededRandom(6);
    for (let trial = 0; trial < 150; trial++) {
      const length = 1 + Math.floor(random() * 10);
      // Small integers, so that most samples have ties and many a zero; shifted, so that p is not always near 1.
      const differences = Array.from({ length }, () => Math.floor(random() * 9) - 2);
      assert.equal(signedRankPValue(differences), naivePValue(differences), String(differences));
    }
  });

  it("is the same for the opposite differences", () => {
    const differences = [3, -1, 4, 1, -5, 9, 2, 6];
    assert.equal(signedRankPValue(differences), signedRankPValue(differences.map((one) => -one)));
  });

  it("is the published one of the depression data", () => {
    // T+ = 40, with the one-sided probability 10 / 512 = 0.0195.
    assert.equal(signedRankPValue(depression), (2 * 10) / 512);
  });
});

describe("signedRankUpperPValue()", () => {
  it("is the published one of the depression data, which lies above 0", () => {
    assert.equal(signedRankUpperPValue(depression), 10 / 512);
  });
  it("is small in one direction only", () => {
    const rising = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    assert.equal(signedRankUpperPValue(rising), 1 / 64);
    assert.equal(signedRankUpperPValue(rising.map((one) => -one)), 1);
    assert.equal(signedRankUpperPValue([0, 0]), 1);
  });
});

describe("hodgesLehmann()", () => {
  it("takes the median of the Walsh averages", () => {
    assert.deepEqual(walshAverages([6, 1, 2]), [1, 1.5, 2, 3.5, 4, 6]);
    assert.equal(hodgesLehmann([6, 1, 2]), 2.75);
    assert.equal(hodgesLehmann([5]), 5);
  });

  it("is the published one of the depression data", () => {
    assert.ok(Math.abs(hodgesLehmann(depression) - 0.46) < 1e-12);
  });
});

describe("signedRankInterval()", () => {
  it("is the published one of the depression data", () => {
    // Of 96.1 %, in the book with the opposite signs.
    const expected = { low: 0.01, high: 0.786, confidence: 1 - 20 / 512 };
    assert.deepEqual(signedRankInterval(depression, 0.95), expected);
  });

  it("holds exactly the shifts that the test does not reject", () => {
    const random = seededRandom(8);
    for (const level of [0.9, 0.95, 0.99]) {
      for (let length = 8; length <= 12; length++) {
        const values = Array.from({ length }, () => random() * 10 - 3);
        const { low, high } = signedRankInterval(values, level)!;
        // Steps of 1/200 on both sides of each end, none of them on it: there a difference would be tied or zero.
        for (let step = -100.5; step < 101; step++) {
          for (const shift of [low + step / 200, high + step / 200]) {
            const isRejected = signedRankPValue(values.map((value) => value - shift)) <= 1 - level;
            assert.equal(isRejected, shift < low || shift > high, `${level}, ${length}, ${shift}`);
          }
        }
      }
    }
  });

  it("reports the exact confidence", () => {
    const random = seededRandom(9);
    for (let length = 6; length <= 12; length++) {
      const values = Array.from({ length }, () => random());
      const { low, confidence } = signedRankInterval(values, 0.95)!;
      const cut = walshAverages(values).indexOf(low);
      // A shift below `low` is rejected as often as T+ is at most `cut`.
      const rejected = everyStatistic(oneTo(length)).filter((statistic) => statistic <= cut).length;
      assert.equal(confidence, 1 - (2 * rejected) / 2 ** length);
      assert.ok(confidence >= 0.95);
    }
  });

  it("is null where so few values have none, and else the range of the values at first", () => {
    const values = [5, 1, 4, 2, 8, 3, 9, 7];
    for (let count = 0; count <= 5; count++)
      assert.equal(signedRankInterval(values.slice(0, count), 0.95), null);
    const ofSix = { low: 1, high: 8, confidence: 1 - 2 / 64 };
    assert.deepEqual(signedRankInterval(values.slice(0, 6), 0.95), ofSix);
    assert.equal(signedRankInterval(values.slice(0, 7), 0.99), null);
    assert.equal(signedRankInterval(values, 0.99)?.confidence, 1 - 2 / 256);
  });

  it("gives the level itself where a whole number of tails makes it", () => {
    assert.equal(signedRankInterval([1, 2, 3, 4, 5], 1 - 2 / 32)?.confidence, 1 - 2 / 32);
    assert.equal(signedRankInterval([1, 2, 3, 4, 5], 1 - 2 / 32 + 1e-9), null);
  });
});

describe("signedRankInterval() of simulated samples", () => {
  it("covers the true shift as often as it says", () => {
    const random = seededRandom(10);
    const trials = 3000;
    let covered = 0;
    let confidence = 0;
    for (let trial = 0; trial < trials; trial++) {
      // Differences of two uniforms are symmetric about 0.3.
      const values = Array.from({ length: 13 }, () => 0.3 + random() - random());
      const interval = signedRankInterval(values, 0.95)!;
      confidence = interval.confidence;
      if (interval.low <= 0.3 && 0.3 <= interval.high) covered++;
    }
    // Three standard deviations of the simulation.
    const tolerance = 3 * Math.sqrt((0.95 * 0.05) / trials);
    assert.ok(Math.abs(covered / trials - confidence) < tolerance, `${covered} of ${trials}, ${confidence}`);
  });
});
