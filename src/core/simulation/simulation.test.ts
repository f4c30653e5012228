import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comparePair } from "../pair.ts";
import { seededRandom } from "../statistics/random.ts";
import { signedRankPValue } from "../statistics/signed-rank.ts";
import { measuring, syntheticObservation } from "../synthetic-run.ts";
import type { ArmNoise, Noise } from "./noise-model.ts";
import {
  honestyOf,
  logRatiosOf,
  noisyPair,
  powerOf,
  simulateLogRatios,
  withDifference,
} from "./simulation.ts";

const arm: ArmNoise = {
  process: { below: 0.02, above: 0.02 },
  outlyingProcesses: { share: 0.01, factor: 1.3 },
  operation: { below: 0.05, above: 0.1 },
  operationCorrelation: 0.3,
  outlyingOperations: { share: 0.03, factor: 2 },
};
const noise: Noise = { operations: 10, roundSpread: 0.1, drift: 0, freshDrift: 0, fresh: arm, other: arm };
const families = { size: 141, differing: 60 };

describe("logRatiosOf()", () => {
  it("is what a run's pair goes through: the same p, estimate and interval from the same times", () => {
    const times = noisyPair(noise, 13, seededRandom(31));
    const of = { runtime: "node", client: "undici", trust: "bundle", scenario: "request" } as const;
    const observations = (context: "fresh" | "shared") =>
      times[context === "fresh" ? "fresh" : "other"].map((operationNs, round) =>
        measuring(syntheticObservation({ ...of, context }, round + 1, 1e6), { operationNs }),
      );
    const compared = comparePair({
      first: observations("fresh"),
      second: observations("shared"),
      plannedPairs: 13,
      exploratory: false,
    });
    const logRatios = logRatiosOf(times);
    assert.deepEqual(logRatios, compared.logRatios);
    assert.equal(signedRankPValue(logRatios), compared.pValue);
    const { low, high } = compared.interval!;
    const truth = 1.07;
    // The shift to the known ratio moves the interval along.
    const isHeld = honestyOf([logRatios]).covered.successes === 1;
    assert.equal(isHeld, low * truth <= truth && truth <= high * truth);
  });
});

describe("withDifference()", () => {
  it("is the same as operations that take longer by so much", () => {
    const pair = noisyPair(noise, 4, seededRandom(32));
    const longer = { ...pair, fresh: pair.fresh.map((times) => times.map((time) => time * 1.05)) };
    const shifted = withDifference(logRatiosOf(pair), 0.05);
    for (const [round, one] of logRatiosOf(longer).entries())
      assert.ok(Math.abs(one - shifted[round]!) < 1e-12);
  });
});

describe("simulateLogRatios()", () => {
  it("is the same for the same seed, and another for another", () => {
    const options = { rounds: 6, trials: 3, seed: 1 };
    assert.deepEqual(simulateLogRatios(noise, options), simulateLogRatios(noise, options));
    assert.notDeepEqual(simulateLogRatios(noise, options), simulateLogRatios(noise, { ...options, seed: 2 }));
  });
});

describe("honestyOf()", () => {
  it("counts what was claimed of equal arms, and what the interval holds", () => {
    // The p of 6 values on one side is 2^-5, which is claimed; their interval reaches from the least to the largest.
    const above = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06];
    const below = above.map((one) => -one);
    const around = [-0.03, -0.02, -0.01, 0.015, 0.025, 0.035];
    const honesty = honestyOf([above, below, around]);
    assert.deepEqual(honesty.falseAlarms, { successes: 2, trials: 3 });
    assert.deepEqual(honesty.covered, { successes: 1, trials: 3 });
    assert.deepEqual(honesty.tooHigh, { successes: 1, trials: 3 });
    assert.ok(Math.abs(honestyOf([above]).medianError - Math.expm1(0.035)) < 1e-12);
  });

  it("shows where the assumption of symmetry breaks", () => {
    const lopsided = { ...noise, fresh: { ...arm, process: { below: 0.02, above: 0.12 } } };
    const { covered, tooHigh, skew } = honestyOf(
      simulateLogRatios(lopsided, { rounds: 30, trials: 500, seed: 33 }),
    );
    assert.ok(covered.successes < 0.8 * covered.trials, JSON.stringify(covered));
    assert.ok(tooHigh.successes > 0.95 * (covered.trials - covered.successes));
    assert.ok(skew > 1.2, String(skew));
  });
});

describe("powerOf()", () => {
  it("judges a pair by itself, among others that differ, and as the only one", () => {
    // p: 2^-12, 2^-11, 2^-9 of all 13 rounds on one side, and of the least one or two on the other; 0.73.
    const same = Array.from({ length: 13 }, (_, index) => (index + 1) / 1000);
    const flipped = (count: number) => same.map((one, index) => (index < count ? -one : one));
    const trials = [same, flipped(1), flipped(2), flipped(9)];
    const power = powerOf(trials, 0, families);
    assert.deepEqual(
      [power.alone, power.amongOthers, power.onlyOne].map(({ successes }) => successes),
      [3, 2, 1],
    );
  });

  it("grows with the difference and with the rounds", () => {
    const few = simulateLogRatios(noise, { rounds: 13, trials: 400, seed: 34 });
    const many = simulateLogRatios(noise, { rounds: 30, trials: 400, seed: 34 });
    let before = 0;
    for (const difference of [0.01, 0.03, 0.05, 0.1]) {
      const power = powerOf(few, difference, families);
      assert.ok(power.alone.successes > before);
      assert.ok(power.onlyOne.successes <= power.amongOthers.successes);
      assert.ok(power.amongOthers.successes <= power.alone.successes);
      assert.ok(powerOf(many, difference, families).alone.successes >= power.alone.successes);
      before = power.alone.successes;
    }
  });
});
