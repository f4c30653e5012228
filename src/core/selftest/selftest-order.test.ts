import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { selftestEvidence } from "./selftest-comparisons.ts";
import { orderBias } from "./selftest-order.ts";
import { balanced, syntheticSelftest } from "./synthetic-selftest.ts";

/** The base runs first in odd rounds. */
function runWith(options: { later?: number; named?: number; comparisons?: number; isNoisy?: boolean }) {
  const { later = 1, named = 1, comparisons = 12, isNoisy = false } = options;
  const run = syntheticSelftest({
    comparisons,
    latencyNs(build, number, round) {
      const isLater = round % 2 === 1 ? build === 1 : build === 0;
      // In pairs that cancel out, so that the truth is exact.
      const noise = isNoisy && build === 1 ? balanced((round + number) % 13) : 1;
      return 1e6 * (isLater ? later : 1) * (build === 1 ? named : 1) * noise;
    },
    ratio: () => 1,
  });
  return orderBias(selftestEvidence([run]).comparisons);
}

function near(value: number, expected: number) {
  assert.ok(Math.abs(value - expected) < 1e-6, `${value} is not ${expected}`);
}

describe("orderBias()", () => {
  it("finds what running later costs, and that the balanced order takes it out of the ratio", () => {
    const { comparisons, named, ran } = runWith({ later: 1.03 })!;
    assert.equal(comparisons, 12);
    near(ran.value, 1.03);
    near(named.value, 1);
  });
  it("finds what being named second costs, which no order balances", () => {
    const { named, ran } = runWith({ named: 0.98 })!;
    near(named.value, 0.98);
    near(ran.value, 1);
  });
  it("tells both from each other", () => {
    const { named, ran } = runWith({ later: 1.03, named: 1.02 })!;
    near(named.value, 1.02);
    near(ran.value, 1.03);
  });
  it("has an interval that holds the truth and has a width", () => {
    const { ran } = runWith({ later: 1.03, isNoisy: true })!;
    assert.ok(ran.low < ran.high && ran.low <= 1.03 && ran.high >= 1.03, JSON.stringify(ran));
  });
  it("is null below six comparisons", () => {
    assert.equal(runWith({ comparisons: 5 }), null);
    assert.equal(runWith({ comparisons: 6 })!.comparisons, 6);
  });
});
