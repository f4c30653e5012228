import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selftestEvidence } from "./selftest-comparisons.ts";
import { powerOf } from "./selftest-power.ts";
import { balanced, type SyntheticSelftest, syntheticSelftest } from "./synthetic-selftest.ts";

const builds = [
  { build: "node" },
  { build: "node+2%", slowDown: 0.02 },
  { build: "node+5%", slowDown: 0.05 },
];

/** What an operation takes by its build's number; the base is 0. */
function powers(
  factor: (build: number, number: number, round: number) => number,
  rest: Partial<SyntheticSelftest> = {},
) {
  const run = syntheticSelftest({
    check: "power",
    builds,
    comparisons: 4,
    ratio: () => 1,
    latencyNs: (build, number, round) => 1e6 * factor(build, number, round),
    ...rest,
  });
  return powerOf(selftestEvidence([run]).comparisons, [13, 30], 141);
}

const slowed = (build: number) => 1 + (builds[build]!.slowDown ?? 0);

describe("powerOf()", () => {
  it("finds every slow-down that shows in all rounds, alone and in the family, and measures it", () => {
    const found = powers(slowed, { comparisons: 6 });
    assert.deepEqual(
      found.map(({ slowDown, rounds, alone, inFamily }) => [
        slowDown,
        rounds,
        alone.successes,
        inFamily.successes,
      ]),
      [
        [0.02, 13, 6, 6],
        [0.05, 13, 6, 6],
      ],
    );
    assert.ok(Math.abs(found[1]!.measured!.value - 1.05) < 1e-6);
  });

  it("counts each comparison by itself: two of four are drowned in noise", () => {
    const [two, five] = powers(
      (build, number, round) => (number < 2 ? slowed(build) : 1) * (build > 0 ? balanced(round) : 1),
    );
    assert.deepEqual(two!.alone, { successes: 2, trials: 4 });
    assert.deepEqual(five!.alone, { successes: 2, trials: 4 });
    assert.equal(two!.measured, null, "four are too few for an interval");
  });

  it("finds alone, and not in the family, what one round of thirteen speaks against", () => {
    const [two] = powers((build, _, round) => (build === 0 ? 1 : round === 1 ? 0.999 : 1 + 0.01 * round));
    assert.deepEqual([two!.alone.successes, two!.inFamily.successes], [4, 0]);
  });

  it("does not take for found what came out faster", () => {
    const [two] = powers((build) => 2 - slowed(build));
    assert.deepEqual(two!.alone, { successes: 0, trials: 4 });
  });

  it("cuts a run of 30 rounds into two comparisons of 13, and none of a run that is shorter", () => {
    // The slow-down shows in the first 13 rounds alone.
    const found = powers(
      (build, _, round) => (build === 0 ? 1 : round <= 13 ? slowed(build) : 0.9 + 0.1 * balanced(round)),
      {
        rounds: 30,
      },
    );
    assert.deepEqual(
      found.map(({ slowDown, rounds, alone }) => [slowDown, rounds, alone]),
      [
        [0.02, 13, { successes: 4, trials: 8 }],
        [0.02, 30, { successes: 4, trials: 4 }],
        [0.05, 13, { successes: 4, trials: 8 }],
        [0.05, 30, { successes: 4, trials: 4 }],
      ],
    );
    assert.deepEqual(powers(slowed, { rounds: 12 }), []);
  });

  it("counts no run that is not for it", () => {
    assert.deepEqual(powers(slowed, { check: "drift" }), []);
  });
});
