import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selftestEvidence } from "../../core/selftest/selftest-comparisons.ts";
import {
  balanced,
  type SyntheticSelftest,
  syntheticSelftest,
} from "../../core/selftest/synthetic-selftest.ts";
import { withoutAnchors } from "../row-anchor.ts";
import { goalsTable } from "./selftest-goals.ts";

/** By the goal's beginning, the last cell of its row. */
function metIn(tableText: string, goal: string): string {
  const row = withoutAnchors(tableText)
    .split("\n")
    .find((line) => line.startsWith(`| ${goal}`));
  assert.ok(row, `no goal ${goal} in\n${tableText}`);
  return row.split("|").at(-2)!.trim();
}

function goals(options: SyntheticSelftest): string {
  return goalsTable(selftestEvidence([syntheticSelftest(options)]).comparisons);
}

/** `alarms` of so many comparisons are 1 % apart in all rounds. */
function same(alarms: number, comparisons: number, check: "a-a" | "drift" = "a-a"): string {
  return goals({ check, comparisons, ratio: (one, round) => (one < alarms ? 1.01 : balanced(round)) });
}

function power(found: number, comparisons: number, slowDown = 0.05, rounds = 13): string {
  return goals({
    check: "power",
    builds: [{ build: "node" }, { build: "slow", slowDown }],
    comparisons,
    rounds,
    ratio: (one, round) => (one < found ? 1 + slowDown : balanced(round % 13)),
  });
}

describe("goalsTable() of false alarms", () => {
  const quiet = "A/A: the rate's upper 95 % bound is at most 7 %";
  for (const [alarms, comparisons, met] of [
    // Clopper–Pearson: [0, 5.96], [1.0, 13.9], [3.4, 19.9], [8.6, 29.7] %.
    [0, 60, "yes"],
    [2, 60, "open, so far yes"],
    [6, 60, "open, so far no"],
    [10, 60, "**no**"],
  ] as const) {
    it(`says "${met}" of ${alarms} alarms in ${comparisons}`, () => {
      assert.equal(metIn(same(alarms, comparisons), quiet), met);
    });
    it(`says so under a load as well`, () => {
      assert.equal(metIn(same(alarms, comparisons, "drift"), "A/A under a load"), met);
    });
  }
  it("leaves nothing open where a thousand have been made", () => {
    // [4.6, 7.4] %
    assert.equal(metIn(same(59, 1000), quiet), "**no**");
    // [3.3, 5.9] %
    assert.equal(metIn(same(45, 1000), quiet), "yes");
  });
  it("counts tables of ten after Holm", () => {
    const families = "Tables of 10 with any false verdict";
    assert.equal(metIn(same(0, 100), families), "open, so far yes");
    assert.equal(metIn(same(2, 100), families), "open, so far no");
    assert.equal(metIn(same(100, 100), families), "**no**");
  });
});

describe("goalsTable() of the order", () => {
  const bias = (ratio: SyntheticSelftest["ratio"]) =>
    metIn(goals({ comparisons: 12, ratio }), "Order bias on node: within 1 %");
  it('says "yes" where the whole interval is within 1 %', () => {
    assert.equal(
      bias(() => 1.009),
      "yes",
    );
  });
  it('says "no" only where the whole interval is beyond', () => {
    assert.equal(
      bias(() => 0.989),
      "**no**",
    );
    assert.equal(
      bias(() => 1.011),
      "**no**",
    );
  });
  it("leaves open what an interval reaches across, and says on which side the value is", () => {
    const around = (middle: number) => (one: number) => middle + 0.005 * (one - 5.5);
    assert.equal(bias(around(1.002)), "open, so far yes");
    assert.equal(bias(around(1.012)), "open, so far no");
  });
});

describe("goalsTable() of the power", () => {
  const five = "+5 % found alone at 13 rounds: at least 90 %";
  it('says "yes" only with enough comparisons', () => {
    assert.equal(metIn(power(3, 3), five), "open, so far yes");
    assert.equal(metIn(power(40, 40), five), "yes");
  });
  it('says "no" where the whole interval is below', () => {
    assert.equal(metIn(power(2, 3), five), "open, so far no");
    assert.equal(metIn(power(10, 40), five), "**no**");
  });
  it("has the goal of 2 % where there are 30 rounds", () => {
    const two = "+2 % found alone at 30 rounds: at least 80 %";
    assert.equal(metIn(power(40, 40, 0.02, 30), two), "yes");
    assert.ok(!power(40, 40, 0.02).includes(two));
  });
});

describe("goalsTable() of nothing", () => {
  it("says that no goal can be judged", () => assert.match(goalsTable([]), /^Not one comparison counts/));
});
