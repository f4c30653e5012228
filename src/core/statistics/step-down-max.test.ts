import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seededRandom } from "./random.ts";
import { isEarly, leastRounds, type Series, stepDownPValues } from "./step-down-max.ts";

const rounds = 13;

/** Scatter like that of real arms: some quiet, some wild, some of two modes, and all with the round's own share. */
function stationaryFamily(size: number, random: () => number): number[][] {
  const sum = () => random() + random() + random() - 1.5;
  const ofRound = Array.from({ length: rounds }, () => 0.02 * sum());
  return Array.from({ length: size }, (_, index) => {
    const scatter = [0.002, 0.01, 0.04, 0.2][index % 4]!;
    const hasTwoModes = index % 7 === 0;
    return ofRound.map((shared) => {
      const far = random() < 0.02 ? 1 : 0;
      return shared + scatter * sum() + far + (hasTwoModes && random() < 0.5 ? 0.7 : 0);
    });
  });
}

function withStep(series: readonly number[], size: number): number[] {
  const early = isEarly(series.length);
  return series.map((value, index) => (early[index] ? value : value + size));
}

describe("stepDownPValues()", () => {
  it("cries wolf in no more than 5 % of runs in which nothing changes, and in not much less", () => {
    const random = seededRandom(2026);
    const runs = 400;
    let alarms = 0;
    for (let run = 0; run < runs; run++) {
      const pValues = stepDownPValues(stationaryFamily(60, random), { count: 199, random });
      if (pValues.some((p) => p <= 0.05)) alarms++;
    }
    // 20 are expected; three standard deviations to either side are 7 and 33. A test a series, uncorrected, alarms nearly always.
    assert.ok(alarms >= 7 && alarms <= 33, `${alarms} of ${runs} runs`);
  });

  it("finds the one series of 300 that takes a step of 10 %, and no other", () => {
    const random = seededRandom(7);
    const family = Array.from({ length: 300 }, () =>
      Array.from({ length: rounds }, () => 0.03 * (random() + random() - 1)),
    );
    family[123] = withStep(family[123]!, Math.log(1.1));
    const pValues = stepDownPValues(family);
    const found = pValues.flatMap((p, index) => (p <= 0.05 ? [index] : []));
    assert.deepEqual(found, [123]);
    assert.deepEqual(stepDownPValues(family), pValues, "the same each time");
  });

  it("finds it in both directions and with rounds missing", () => {
    const quiet = [0, 0.01, -0.01, 0.005, 0, 0.01, -0.005, 0, 0.01, -0.01, 0, 0.005, 0.01];
    for (const size of [0.3, -0.3]) {
      const holed: Series = withStep(quiet, size).map((value, index) => (index % 5 === 0 ? null : value));
      const [moved, still] = stepDownPValues([holed, quiet]);
      assert.ok(moved! <= 0.01, `${moved}`);
      assert.ok(still! > 0.05, `${still}`);
    }
  });

  it("steps down: a second, smaller step is not hidden by a large one", () => {
    const random = seededRandom(3);
    const family = Array.from({ length: 20 }, () =>
      Array.from({ length: rounds }, () => 0.02 * (random() - 0.5)),
    );
    family[0] = withStep(family[0]!, 5);
    family[1] = withStep(family[1]!, 0.06);
    const pValues = stepDownPValues(family);
    assert.ok(pValues[0]! <= pValues[1]! && pValues[1]! <= 0.05, `${pValues}`);
    assert.ok(pValues.slice(2).every((p) => p > 0.05));
  });

  it("is not ruled by series that scatter by nothing", () => {
    const still = new Array<number>(rounds).fill(1);
    const [unchanged, tiny] = stepDownPValues([still, withStep(still, 1e-9)]);
    assert.equal(unchanged, 1);
    assert.ok(Number.isFinite(tiny));
  });

  it("says nothing of too few rounds, of half a run, and of no series", () => {
    const step = (count: number) => withStep(new Array<number>(count).fill(0), 1);
    assert.deepEqual(stepDownPValues([step(leastRounds - 1)]), [1]);
    assert.ok(stepDownPValues([step(leastRounds)])[0]! <= 0.05);
    const half = step(rounds).map((value, index) => (index < 8 ? value : null));
    assert.deepEqual(stepDownPValues([half.map((value, index) => (index < 5 ? null : value))]), [1]);
    assert.deepEqual(stepDownPValues([]), []);
  });
});
