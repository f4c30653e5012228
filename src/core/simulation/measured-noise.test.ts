import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import { failing, measuring, syntheticRun } from "../synthetic-run.ts";
import { type NoiseFigures, noiseFigures, noiseLike, pairTimes } from "./measured-noise.ts";
import type { ArmNoise, Noise } from "./noise-model.ts";
import { noisyPair } from "./simulation.ts";

const arm: ArmNoise = {
  process: { below: 0.03, above: 0.03 },
  outlyingProcesses: { share: 0.01, factor: 1.6 },
  operation: { below: 0.05, above: 0.1 },
  operationCorrelation: 0.4,
  outlyingOperations: { share: 0.03, factor: 2.5 },
};
const noise: Noise = { operations: 80, roundSpread: 0.04, drift: 0, freshDrift: 0, fresh: arm, other: arm };

function figuresOf(of: Noise, pairs = 150): NoiseFigures {
  const random = seededRandom(21);
  return noiseFigures(Array.from({ length: pairs }, () => noisyPair(of, 13, random)))!;
}

function assertNear(actual: number, expected: number, relative: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * expected,
    `${what}: expected ${expected}, got ${actual}`,
  );
}

describe("noiseFigures()", () => {
  const figures = figuresOf(noise);

  it("finds what the model was told", () => {
    assert.equal(figures.operations, 80);
    assert.equal(figures.rounds, 13);
    for (const measured of [figures.fresh, figures.other]) {
      assertNear(measured.operationSpread, 0.075, 0.1, "spread");
      assertNear(measured.operationSkew, 2, 0.15, "skew");
      assertNear(measured.operationCorrelation, 0.4, 0.15, "correlation");
      assertNear(measured.outlyingOperations.share, 0.03, 0.1, "operations' share");
      assertNear(measured.outlyingOperations.factor, 2.5, 0.1, "operations' factor");
      // The rule that flags them flags some of the ordinary ones as well: 13 have small interquartile ranges at times.
      assertNear(measured.outlyingProcesses.share, 0.014, 0.5, "processes' share");
      assertNear(measured.outlyingProcesses.factor, 1.5, 0.2, "processes' factor");
    }
  });

  it("tells a drift from noise", () => {
    const drifting = figuresOf({ ...noise, drift: 0.3 });
    assertNear(drifting.slope, 0.3, 0.15, "slope");
    assert.ok(figures.slope < 0.06, String(figures.slope));
  });

  it("tells a lopsided ratio from a symmetric one", () => {
    const lopsided = { ...noise, fresh: { ...arm, process: { below: 0.03, above: 0.3 } } };
    assertNear(figures.ratioSkew, 1, 0.15, "symmetric");
    assert.ok(figuresOf(lopsided).ratioSkew > 1.5);
  });

  it("is null without pairs", () => assert.equal(noiseFigures([]), null));
});

describe("noiseLike()", () => {
  it("makes times with the figures that it was made from", () => {
    const figures = figuresOf(noise);
    const model = noiseLike(figures);
    assertNear(model.roundSpread, 0.04, 0.15, "round");
    assertNear(model.fresh.process.below, 0.03, 0.25, "process");
    const again = figuresOf(model);
    for (const key of ["ratioSpread", "roundCorrelation", "slope"] as const) {
      assertNear(again[key], figures[key], 0.15, key);
    }
    assertNear(again.fresh.processSpread, figures.fresh.processSpread, 0.1, "processSpread");
  });
});

describe("pairTimes()", () => {
  it("takes the rounds in which both arms are valid, of one scenario, and the last attempt", () => {
    const run = syntheticRun({
      cases: [
        { latencyNs: { fresh: (round) => 100 * round, shared: 50, "reused-client": 1 } },
        { scenario: "request", latencyNs: { fresh: 7, shared: 7 } },
      ],
      rounds: 8,
      observe: (valid, { context }) => {
        if (valid.round === 2 && context === "shared") return failing(valid, "exited");
        if (valid.round !== 3 || context !== "fresh") return valid;
        return [valid, { ...measuring(valid, { operationNs: [999, 999] }), attempt: 2 }];
      },
    });
    const pairs = pairTimes(run, "create");
    assert.equal(pairs.length, 1);
    assert.deepEqual(
      pairs[0]!.fresh.map(([first]) => first),
      [100, 999, 400, 500, 600, 700, 800],
    );
    assert.equal(pairs[0]!.other.length, 7);
  });

  it("leaves out what has fewer than six rounds", () => {
    assert.deepEqual(
      pairTimes(syntheticRun({ cases: [{ latencyNs: { fresh: 2, shared: 1 } }], rounds: 5 }), "create"),
      [],
    );
  });
});
