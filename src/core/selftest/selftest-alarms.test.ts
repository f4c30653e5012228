import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signedRankPValue } from "../statistics/signed-rank.ts";
import { measuring } from "../synthetic-run.ts";
import { alarmsByRun, calibrationOf, falseAlarms, familyWiseAlarms, nominalRate } from "./selftest-alarms.ts";
import { selftestEvidence } from "./selftest-comparisons.ts";
import { balanced, syntheticSelftest } from "./synthetic-selftest.ts";

/** Of 20 comparisons the first `alarms` are always 1 % apart, which no chance explains. */
function runWith(alarms: number, comparisons = 20) {
  return syntheticSelftest({
    comparisons,
    ratio: (number, round) => (number < alarms ? 1.01 : balanced(round)),
  });
}

function comparisonsOf(...runs: ReturnType<typeof runWith>[]) {
  return selftestEvidence(runs).comparisons;
}

describe("falseAlarms()", () => {
  for (const alarms of [0, 1, 7, 20]) {
    it(`counts ${alarms} of 20 where so many differ`, () => {
      const counted = falseAlarms(comparisonsOf(runWith(alarms)))!;
      assert.deepEqual(counted.wall, { successes: alarms, trials: 20 });
      assert.deepEqual(counted.cpu, { successes: alarms, trials: 20 });
    });
  }
  it("counts what is faster as well", () => {
    const { wall, cpu } = falseAlarms(
      comparisonsOf(syntheticSelftest({ comparisons: 2, ratio: (number) => (number === 0 ? 0.99 : 1.01) })),
    )!;
    assert.deepEqual([wall.successes, cpu!.successes], [2, 2]);
  });
  it("has the distance from 1 in either direction, and the interval's half-width", () => {
    const slower = syntheticSelftest({ comparisons: 1, ratio: () => 1.01 });
    const faster = syntheticSelftest({ comparisons: 1, ratio: () => 0.97 });
    const { distance, halfWidth } = falseAlarms(comparisonsOf(slower, faster))!;
    assert.ok(Math.abs(distance - 0.02) < 1e-9, `${distance}`);
    assert.ok(Math.abs(halfWidth) < 1e-9, "a difference that never moves has an interval of no width");
  });
  it("leaves the CPU time out where the clock does not resolve it", () => {
    const coarse = syntheticSelftest({
      comparisons: 2,
      ratio: () => 1.01,
      observe: (one) => (one.status === "valid" ? measuring(one, { cpuResolutionNs: 1e9 }) : one),
    });
    const { wall, cpu } = falseAlarms(comparisonsOf(coarse))!;
    assert.deepEqual([wall.successes, cpu], [2, null]);
  });
  it("is null without a comparison", () => assert.equal(falseAlarms([]), null));
});

describe("alarmsByRun()", () => {
  it("keeps the runs apart, each with its own verdicts after Holm", () => {
    // Holm asks 0.05 / 30 of the first, and twelve rounds of thirteen on one side give 2^-11.
    const nearly = syntheticSelftest({
      comparisons: 30,
      ratio: (number, round) => {
        if (number > 0) return balanced(round);
        return round > 9 ? 1 - 0.001 * round : 1 + 0.001 * round;
      },
    });
    const found = alarmsByRun(comparisonsOf(runWith(0), runWith(3), nearly));
    assert.deepEqual(
      found.map(({ alarms, verdicts }) => [alarms.wall.successes, verdicts]),
      [
        [0, 0],
        [3, 3],
        [0, 0],
      ],
    );
    assert.equal(found[1]!.smallestAdjustedP, 20 / 2 ** 12);
    assert.equal(found[0]!.smallestAdjustedP, 1);
  });
});

describe("familyWiseAlarms()", () => {
  it("counts the tables with any verdict, and not the verdicts", () => {
    const comparisons = comparisonsOf(runWith(7), runWith(0));
    assert.deepEqual(familyWiseAlarms(comparisons, 10), { successes: 1, trials: 4 });
    assert.deepEqual(familyWiseAlarms(comparisons, 5), { successes: 2, trials: 8 });
  });
  it("makes no table of two runs", () => {
    assert.equal(familyWiseAlarms(comparisonsOf(runWith(1, 3), runWith(1, 3)), 5), null);
  });
  it("rejects what alone would be an alarm only where Holm does", () => {
    // p = 0.0479: the largest that is at most 5 %.
    const run = syntheticSelftest({
      comparisons: 5,
      ratio: (number, round) => {
        if (number > 0) return balanced(round);
        return [13, 4].includes(round) ? 1 - 0.001 * round : 1 + 0.001 * round;
      },
    });
    const comparisons = comparisonsOf(run);
    assert.equal(falseAlarms(comparisons)!.wall.successes, 1);
    assert.deepEqual(familyWiseAlarms(comparisons, 5), { successes: 0, trials: 1 });
  });
});

describe("calibrationOf()", () => {
  it("counts the p's at or below each level beside what the exact test lets", () => {
    // Five always differ, p = 2^-12; the others never do, and have p = 1 or close to it.
    const found = calibrationOf(comparisonsOf(runWith(5)));
    assert.deepEqual(
      found.map(({ level, rate }) => [level, rate.successes, rate.trials]),
      [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].map((level) => [level, 5, 20]),
    );
    for (const { level, nominal } of found) assert.equal(nominal, nominalRate(13, level));
    assert.ok(found.every(({ level, nominal }) => nominal <= level && nominal > 0.8 * level));
  });
  it("has no row without a comparison", () => assert.deepEqual(calibrationOf([]), []));
});

describe("nominalRate()", () => {
  it("is what the exact test rejects of all ways in which equal pairs can fall", () => {
    for (const rounds of [6, 10, 13]) {
      let rejected = 0;
      for (let signs = 0; signs < 2 ** rounds; signs++) {
        const differences = Array.from({ length: rounds }, (_, index) =>
          (signs >> index) & 1 ? index + 1 : -(index + 1),
        );
        if (signedRankPValue(differences) <= 0.05) rejected++;
      }
      assert.ok(Math.abs(nominalRate(rounds) - rejected / 2 ** rounds) < 1e-12, `${rounds} rounds`);
    }
  });
  it("is 0 where no p is so small", () => assert.equal(nominalRate(5), 0));
});
