import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseScale, growthIn } from "./analyse-scale.ts";
import type { GrowthVerdict } from "./growth-verdict.ts";
import {
  failedReading,
  type SyntheticScale,
  type SyntheticScaleCase,
  syntheticScale,
} from "./synthetic-scale.ts";

const line = (intercept: number, slope: number) => (caCount: number) => intercept + slope * caCount;

/** Of the last case. */
function verdict(cases: readonly SyntheticScaleCase[], changes: Partial<SyntheticScale> = {}) {
  return analyseScale(syntheticScale({ cases, ...changes })).cases.at(-1)!.verdict;
}

function expectWords(got: GrowthVerdict | null, wanted: Partial<GrowthVerdict>) {
  assert.deepEqual({ ...got, ...wanted }, got);
}

describe("analyseScale()", () => {
  it("estimates intercept and µs per CA, with intervals that hold the truth", () => {
    const { cases } = analyseScale(syntheticScale({ cases: [{ cost: { fresh: line(300, 35) } }] }));
    const { interceptNs, perCaNs, cpuPerCaNs, lines, points } = growthIn(cases[0]!.growths, "fresh")!;
    assert.equal(lines.length, 7);
    assert.deepEqual(
      points.map(({ caCount }) => caCount),
      [1, 10, 50, 122, 250, 500, 1000],
    );
    for (const [estimate, truth] of [
      [interceptNs, 300_000],
      [perCaNs, 35_000],
      // The synthetic CPU time is 80 % of the wall time.
      [cpuPerCaNs!, 28_000],
    ] as const) {
      assert.ok(estimate.interval!.confidence >= 0.95);
      assert.ok(estimate.interval!.low <= truth && truth <= estimate.interval!.high, `${truth}`);
      assert.ok(Math.abs(estimate.value / truth - 1) < 0.05, `${estimate.value}`);
    }
  });
});

describe("what analyseScale() leaves out", () => {
  it("gives no interval and no word where the study is exploratory", () => {
    const file = syntheticScale({
      cases: [{ cost: { fresh: line(300, 35) } }],
      rounds: 2,
      plan: { exploratory: true },
    });
    const [only] = analyseScale(file).cases;
    assert.equal(only!.growths[0]!.perCaNs.interval, null);
    assert.equal(only!.verdict, null);
  });

  it("leaves a round without one of its points out, and gives no word where that is more than a tenth", () => {
    const file = syntheticScale({
      cases: [{ cost: { fresh: line(300, 35) } }],
      read: (valid, arm) =>
        valid.round === 3 && arm.caCount === 50 ? failedReading(valid, "it hung") : valid,
    });
    const [only] = analyseScale(file).cases;
    assert.deepEqual(
      only!.growths[0]!.lines.map(({ round }) => round),
      [1, 2, 4, 5, 6, 7],
    );
    assert.equal(only!.verdict, null);
    assert.deepEqual(only!.failures, [{ id: "node/node:tls/create/fresh/50", count: 1, reason: "it hung" }]);
  });

  it("says which contexts have no line, and why", () => {
    const unsupported = [{ context: "shared", reason: "takes none" }] as const;
    const file = syntheticScale({
      cases: [{ cost: { fresh: line(300, 35), distinct: line(1, 1) }, unsupported }],
      read: (valid, arm) => (arm.context === "distinct" ? failedReading(valid, "it hung") : valid),
    });
    assert.deepEqual(analyseScale(file).cases[0]!.missing, [
      { context: "shared", reason: "takes none" },
      { context: "distinct", reason: "no round has every point" },
    ]);
  });

  it("leaves the CPU slope out where the clock is too coarse for one process", () => {
    const file = syntheticScale({
      cases: [{ cost: { fresh: line(300, 35) } }],
      read: (valid) => {
        if (valid.status === "failed" || valid.round !== 2) return valid;
        const measurement = { ...valid.value.measurement, cpuResolutionNs: 1e12 };
        return { ...valid, value: { ...valid.value, measurement } };
      },
    });
    assert.equal(analyseScale(file).cases[0]!.growths[0]!.cpuPerCaNs, null);
  });
});

describe("the words for how a cost grows", () => {
  const slow = { fresh: line(300, 35), shared: line(30, 0), distinct: line(300, 35) };
  const create = { scenario: "create", cost: slow } as const;

  it("are linear and not cached where new bytes cost what known ones do; sharing removes it", () => {
    const wanted = {
      growth: "grows",
      shape: "linear",
      where: null,
      cached: "no",
      sharing: "removes",
    } as const;
    assert.deepEqual(verdict([create]), wanted);
  });

  it("name the construction where it has all that a request has", () => {
    const request = { scenario: "request", cost: { fresh: line(1800, 35), shared: line(1600, 0) } } as const;
    expectWords(verdict([create, request]), { where: "construction", sharing: "removes", cached: null });
  });

  it("name the connection where the construction is flat, though its own row is flat", () => {
    const lazy = { scenario: "create", cost: { fresh: line(2, 0) } } as const;
    const flat = { ...lazy, cost: { ...lazy.cost, shared: line(2, 0) } };
    expectWords(verdict([flat]), { growth: "flat", where: null, sharing: null });
    const request = { scenario: "request", cost: { fresh: line(1800, 35), shared: line(1800, 35) } } as const;
    expectWords(verdict([lazy, request]), { growth: "grows", where: "connect", sharing: "keeps" });
  });

  it("name both where each has a part", () => {
    const request = { scenario: "request", cost: { fresh: line(1800, 70), shared: line(1800, 35) } } as const;
    expectWords(verdict([create, request]), { where: "both", sharing: "part" });
  });

  it("say cached where known bytes cost less than half of new ones", () => {
    const cached = { cost: { fresh: line(900, 0), distinct: line(900, 8) } };
    expectWords(verdict([cached]), { growth: "flat", cached: "yes" });
    expectWords(verdict([{ cost: { fresh: line(900, 2), distinct: line(900, 8) } }]), {
      growth: "grows",
      cached: "yes",
    });
    expectWords(verdict([{ cost: { fresh: line(900, 6), distinct: line(900, 8) } }]), { cached: "no" });
    // Nothing to be kept.
    expectWords(verdict([{ cost: { fresh: line(900, 0), distinct: line(900, 0) } }]), { cached: null });
  });

  it("say faster or slower where the line is none", () => {
    const bent = (square: number) => (caCount: number) => 300 + 35 * caCount + square * caCount ** 2;
    expectWords(verdict([{ cost: { fresh: bent(0.02) } }]), { growth: "grows", shape: "faster" });
    expectWords(verdict([{ cost: { fresh: bent(-0.012) } }]), { growth: "grows", shape: "slower" });
  });

  it("stay open where the rounds do not agree", () => {
    const noisy = verdict([{ cost: { fresh: line(300, 0.07) } }], { scatter: 0.4 });
    expectWords(noisy, { growth: "open", shape: "open", sharing: null });
  });
});

describe("the check by real roots", () => {
  it("compares as many of either, beyond the cost of one", () => {
    const file = syntheticScale({
      cases: [{ cost: { fresh: line(300, 35) }, roots: 300 + 35 + 121 * 35 * 1.1 }],
    });
    const [check] = analyseScale(file).rootChecks;
    assert.equal(check!.arm.caCount, 122);
    const { low, high } = check!.perCaRatio!.interval!;
    assert.ok(low < 1.1 && 1.1 < high && low > 1.03 && high < 1.17, `${low}, ${high}`);
    const whole = (300 + 35 + 121 * 35 * 1.1) / (300 + 122 * 35);
    assert.ok(check!.ratio.interval!.low < whole && whole < check!.ratio.interval!.high);
  });

  it("gives no ratio of costs that are none", () => {
    const flat = syntheticScale({ cases: [{ cost: { fresh: line(300, 0) }, roots: 300 }] });
    assert.equal(analyseScale(flat).rootChecks[0]!.perCaRatio, null);
  });
});
