import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CaseGrowth } from "../../core/scale/analyse-scale.ts";
import type { Growth } from "../../core/scale/growth.ts";
import type { GrowthVerdict } from "../../core/scale/growth-verdict.ts";
import { costCell, distinctCell, perCaCell, slopeCell, verdictText } from "./growth-text.ts";

const grows: GrowthVerdict = {
  growth: "grows",
  shape: "linear",
  where: "construction",
  cached: "no",
  sharing: "removes",
};

function caseOf(
  changes: Partial<GrowthVerdict>,
  scenario: "create" | "request" = "request",
  hasCreate = true,
  ...growths: Growth[]
): CaseGrowth {
  const of = { runtime: "node", client: "node:tls", trust: "bundle", scenario } as const;
  return {
    id: "",
    of,
    growths,
    missing: [],
    failures: [],
    hasCreate,
    verdict: { ...grows, ...changes },
  };
}

function text(...given: Parameters<typeof caseOf>): string {
  return verdictText(caseOf(...given));
}

describe("verdictText()", () => {
  const texts: [string, string][] = [
    [text({ where: null }, "create"), "linear at construction; sharing removes it"],
    [text({}), "linear at construction; sharing removes it"],
    [text({ where: "connect", sharing: "keeps" }), "linear at connect (lazy); sharing saves none of it"],
    [
      text({ where: "both", sharing: "part" }),
      "linear at construction and at connect; sharing saves a part of it",
    ],
    [text({ where: "open", sharing: "open" }), "linear (~ where); ~ what sharing saves"],
    [text({ where: null, sharing: null }, "request", false), "linear in the request"],
    [text({ shape: "faster", where: "connect", sharing: null }), "faster than linear at connect (lazy)"],
    [text({ shape: "slower", sharing: null }), "slower than linear at construction"],
    [text({ shape: "open", sharing: null }), "growing (~ linear?) at construction"],
    [text({ cached: "yes", sharing: null }), "cached by content; what is left is linear"],
    [text({ growth: "flat", cached: "yes" }), "flat: cached by content"],
    [text({ growth: "flat", cached: null }), "flat"],
    [text({ growth: "open" }), "~ open"],
  ];
  for (const [got, wanted] of texts) it(`says "${wanted}"`, () => assert.equal(got, wanted));
});

describe("verdictText() of what is flat by the clock", () => {
  const estimate = (value: number) => ({
    value,
    interval: { low: 0.9 * value, high: 1.1 * value, confidence: 0.98 },
  });
  const fit = (intercept: number) => ({ intercept, slope: 1, largestResidual: 0, squaredShare: null });
  const flat = (interceptNs: number, cpuInterceptNs: number, cpuPerCaNs: number) =>
    caseOf({ growth: "flat", cached: null }, "request", false, {
      context: "fresh",
      points: [],
      lines: [{ round: 1, wall: fit(interceptNs), cpu: fit(cpuInterceptNs), relativeGrowth: 0 }],
      plannedRounds: 1,
      interceptNs: estimate(interceptNs),
      perCaNs: estimate(1),
      cpuPerCaNs: estimate(cpuPerCaNs),
      relativeGrowth: estimate(0),
      squaredShare: null,
      largestResidual: 0,
    });

  it("says what a wait of 40 ms hides, and nothing of what computes, or hardly grows", () => {
    assert.match(
      verdictText(flat(43.7e6, 2e6, 4380)),
      /^flat by the clock, of which most is a wait; its CPU grows/,
    );
    assert.equal(verdictText(flat(43.7e6, 2e6, 20)), "flat");
    assert.equal(verdictText(flat(2000, 2000, 0.2)), "flat");
  });

  it("has no slope of a wait, which moves in steps", () => {
    const cells = (one: CaseGrowth) => [perCaCell(one, one.growths[0]!), distinctCell(one)];
    assert.deepEqual(cells(flat(43.7e6, 2e6, 4380)), ["—", "—"]);
    assert.notEqual(cells(flat(2000, 2000, 0.2))[0], "—");
  });
});

describe("slopeCell()", () => {
  const interval = (low: number, high: number) => ({ low, high, confidence: 0.98 });
  it("shows the estimate with its interval, in µs", () => {
    assert.equal(
      slopeCell({ value: 34_900, interval: interval(34_100, 35_600) }),
      "34.9\u00A0[34.1,\u00A035.6]",
    );
    assert.equal(slopeCell({ value: 34_900, interval: interval(34_100, 35_600) }, { brief: true }), "34.9");
  });
  it("shows the most that is possible where 0 is", () => {
    assert.equal(slopeCell({ value: 3, interval: interval(-9, 20) }), "~\u00A00\u00A0(<\u00A00.0200)");
    assert.equal(slopeCell({ value: 3, interval: interval(-9, 20) }, { brief: true }), "~\u00A00");
  });
  it("shows no interval where there is none", () => {
    assert.equal(slopeCell({ value: -9, interval: null }), "−0.00900");
    assert.equal(costCell({ value: 2_005_000, interval: null }), "2,005");
    assert.equal(slopeCell(null), "—");
  });
});
