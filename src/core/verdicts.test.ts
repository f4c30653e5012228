import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Comparison } from "./pair.ts";
import { type Family, giveVerdicts } from "./verdicts.ts";

/** 13 log ratios from −0.06 to 0.06. */
const thirteen = Array.from({ length: 13 }, (_, index) => (index - 6) / 100);

/** A comparison of 13 planned and valid pairs, unless told otherwise. */
function comparison(pValue: number | null, changes: Partial<Comparison> = {}): Comparison {
  return {
    validPairs: 13,
    plannedPairs: 13,
    ratio: 1,
    interval: null,
    pValue,
    cpuSavedNs: null,
    cpuRatio: null,
    cpuPValue: null,
    trend: null,
    logRatios: thirteen,
    withheld: null,
    ...changes,
  };
}

/** The verdicts' kinds and the corrected p's. */
function judge(comparisons: readonly Comparison[], family: Partial<Family> = {}) {
  const results = giveVerdicts(comparisons, { size: comparisons.length, exploratory: false, ...family });
  return results.map(({ verdict, adjustedPValue }) => [verdict.kind, adjustedPValue]);
}

function verdictOf(changes: Partial<Comparison>, family: Partial<Family> = {}) {
  return giveVerdicts([comparison(0.001, changes)], { size: 1, exploratory: false, ...family })[0]!.verdict;
}

describe("giveVerdicts()", () => {
  it("corrects over the family of the plan, not over the pairs that are there", () => {
    const pairs = [comparison(0.04), comparison(0.01)];
    assert.deepEqual(judge(pairs), [
      ["differs", 0.04],
      ["differs", 0.02],
    ]);
    assert.deepEqual(judge(pairs, { size: 3 }), [
      ["indistinct", 0.08],
      ["differs", 0.03],
    ]);
  });

  it("lets differ what is rejected at 5 % exactly, and nothing above", () => {
    assert.deepEqual(judge([comparison(0.05)]), [["differs", 0.05]]);
    assert.deepEqual(judge([comparison(0.0501)]), [["indistinct", 0.0501]]);
  });

  it("counts a pair without a verdict as p = 1, so that it makes no other verdict easier", () => {
    const missing = comparison(0.0001, { validPairs: 10 });
    assert.deepEqual(judge([missing, comparison(0.03)]), [
      ["missing-pairs", null],
      ["indistinct", 0.06],
    ]);
  });

  it("keeps the rest of the comparison, without what was only for the verdict", () => {
    const [result] = giveVerdicts([comparison(0.01, { ratio: 3 })], { size: 1, exploratory: false });
    assert.deepEqual([result?.ratio, result?.pValue, result?.validPairs], [3, 0.01, 13]);
    assert.ok(result && !("cpuPValue" in result) && !("withheld" in result));
  });
});

describe("giveVerdicts() where there can be none", () => {
  it("says missing-pairs where more than 10 % of the planned pairs are missing", () => {
    assert.equal(verdictOf({ validPairs: 12 }).kind, "differs");
    assert.equal(verdictOf({ validPairs: 11 }).kind, "missing-pairs");
    assert.equal(verdictOf({ validPairs: 18, plannedPairs: 20 }).kind, "differs");
    assert.equal(verdictOf({ validPairs: 17, plannedPairs: 20 }).kind, "missing-pairs");
  });

  it("says need-rounds, with how many, where the family is too large for so few", () => {
    const twelve = { validPairs: 12, plannedPairs: 12 };
    assert.deepEqual(verdictOf(twelve, { size: 201 }), { kind: "need-rounds", rounds: 13 });
    assert.equal(verdictOf({}, { size: 50 }).kind, "differs");
    assert.equal(verdictOf({}, { size: 201 }).kind, "indistinct");
    assert.equal(verdictOf({ validPairs: 12 }, { size: 201 }).kind, "need-rounds");
    const five = { validPairs: 5, plannedPairs: 5, pValue: null };
    assert.deepEqual(verdictOf(five), { kind: "need-rounds", rounds: 6 });
  });

  it("says exploratory in a run that was declared to be, however clear it looks", () => {
    const family = { exploratory: true };
    assert.deepEqual(judge([comparison(0.001), comparison(null)], family), [
      ["exploratory", null],
      ["exploratory", null],
    ]);
    assert.equal(verdictOf({ validPairs: 2 }, family).kind, "exploratory");
  });

  it("says why a ratio is withheld, before all else", () => {
    const withheld = { withheld: "unequal work", validPairs: 0, pValue: null };
    assert.deepEqual(verdictOf(withheld, { exploratory: true }), {
      kind: "withheld",
      reason: "unequal work",
    });
  });
});

describe("giveVerdicts() of indistinct pairs", () => {
  function smallestDetectable(logRatios: readonly number[], size = 1): number {
    const verdict = verdictOf({ pValue: 0.5, logRatios }, { size });
    assert.ok(verdict.kind === "indistinct");
    return verdict.smallestDetectable;
  }

  it("names the change that would have lain outside the interval, as a factor above 1", () => {
    // Of six values the 95 % interval is their range, from −0.01 to 0.05; the estimate is 0.015, nearer to its lower end.
    const reach = smallestDetectable([0.05, -0.01, 0, 0.01, 0.02, 0.03]);
    assert.ok(Math.abs(reach - Math.exp(0.035)) < 1e-12, `${reach}`);
  });

  it("takes the interval that holds for the whole family", () => {
    // The 1 − 0.05 / 200 interval of 13 values is their range; their 95 % interval is narrower.
    assert.ok(Math.abs(smallestDetectable(thirteen, 200) - Math.exp(0.06)) < 1e-12);
    assert.ok(smallestDetectable(thirteen) < Math.exp(0.05));
  });
});
