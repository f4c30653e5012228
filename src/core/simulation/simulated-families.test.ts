import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { binomialInterval } from "../statistics/binomial-interval.ts";
import type { Rate } from "../statistics/rate.ts";
import type { ArmNoise, Noise } from "./noise-model.ts";
import { simulateFamilies } from "./simulated-families.ts";

const arm: ArmNoise = {
  process: { below: 0.02, above: 0.02 },
  outlyingProcesses: { share: 0, factor: 1 },
  operation: { below: 0, above: 0 },
  operationCorrelation: 0,
  outlyingOperations: { share: 0, factor: 1 },
};
const noise: Noise = { operations: 1, roundSpread: 0.05, drift: 0, freshDrift: 0, fresh: arm, other: arm };

function isAtMost({ successes, trials }: Rate, most: number): boolean {
  return binomialInterval(successes, trials, 0.99).low <= most;
}

describe("simulateFamilies()", () => {
  // What Holm's procedure promises holds whichever pairs differ; at its laxest, with most of them, it is put to the test.
  for (const differing of [0, 94, 138]) {
    it(`finds a false verdict in at most 5 % of families of 141 of which ${differing} differ`, () => {
      const shape = { rounds: 13, size: 141, differing, trials: 400, seed: 41 };
      const { holm, uncorrected } = simulateFamilies(noise, shape);
      assert.ok(isAtMost(holm, 0.05), JSON.stringify(holm));
      // It is not that nothing is ever claimed: by itself each pair is wrong once in twenty times.
      const expected = 1 - 0.95 ** (141 - differing);
      assert.ok(uncorrected.successes > 0.5 * expected * uncorrected.trials, JSON.stringify(uncorrected));
      assert.ok(holm.successes > 0);
    });
  }

  it("counts no verdict on a pair that differs as false", () => {
    const { holm } = simulateFamilies(noise, { rounds: 13, size: 6, differing: 6, trials: 20, seed: 42 });
    assert.deepEqual(holm, { successes: 0, trials: 20 });
  });
});
