import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "./analyse-run.ts";
import type { Trust } from "./model.ts";
import type { RunResults } from "./results.ts";
import { failing, type SyntheticCase, type SyntheticRun, syntheticRun } from "./synthetic-run.ts";

const late = (round: number) => round > 6;

/** ± 1 % in an order that neither rises nor falls. */
const scattered = (latencyNs: number, round: number) =>
  Math.round(latencyNs * (1 + 0.01 * [0, 1, -1, 0.5, -0.5, 0.2, -0.8, 0.9, -0.3][(5 * round) % 9]!));

/** An arm that takes `factor` times as long from round 7 on. */
const drifting = (latencyNs: number, factor: number) => (round: number) =>
  Math.round(scattered(latencyNs, round) * (late(round) ? factor : 1));

const trusts: readonly Trust[] = ["default", "private-ca", "mtls"];
/** Three cases in which nothing changes: the family is not of the drifting ones alone. */
const still: readonly SyntheticCase[] = trusts.map((trust) => ({
  trust,
  latencyNs: { fresh: 2_000_000, shared: 1_000_000 },
}));

function drifts(latencyNs: SyntheticCase["latencyNs"], rest: Partial<SyntheticRun> = {}) {
  return found(analyseRun(syntheticRun({ cases: [{ latencyNs }, ...still], ...rest })));
}

function found({ cases }: RunResults): [string, string, number][] {
  return cases.flatMap(({ of, drifts: ofCase }) =>
    ofCase.map(({ context, denominator, factor, adjustedPValue }): [string, string, number] => {
      assert.ok(adjustedPValue <= 0.05, `${adjustedPValue}`);
      return [of.trust, denominator ? `${context} ÷ ${denominator}` : context, Number(factor.toFixed(1))];
    }),
  );
}

describe("driftsOf()", () => {
  it("finds nothing in a run in which nothing changes", () => {
    assert.deepEqual(drifts({ fresh: 2_000_000, shared: 1_000_000 }), []);
  });

  it("finds an arm that becomes slower, and that its pair's ratio moves", () => {
    assert.deepEqual(drifts({ fresh: 2_000_000, shared: drifting(1_000_000, 1.2) }), [
      ["bundle", "fresh ÷ shared", 0.8],
      ["bundle", "shared", 1.2],
    ]);
  });

  it("finds arms that become slower together, and that their ratio does not move", () => {
    const both = { fresh: drifting(2_000_000, 1.2), shared: drifting(1_000_000, 1.2) };
    assert.deepEqual(drifts(both), [
      ["bundle", "fresh", 1.2],
      ["bundle", "shared", 1.2],
    ]);
  });

  it("does not report a sure move below 5 %, in either direction", () => {
    assert.deepEqual(drifts({ fresh: 2_000_000, shared: drifting(1_000_000, 1.04) }), []);
    assert.deepEqual(drifts({ fresh: 2_000_000, shared: drifting(1_000_000, 0.962) }), []);
    assert.notDeepEqual(drifts({ fresh: 2_000_000, shared: drifting(1_000_000, 1.07) }), []);
  });

  it("takes a single process far from the others for what it is", () => {
    const jump = (round: number) => scattered(1_000_000, round) * (round === 9 ? 5 : 1);
    assert.deepEqual(drifts({ fresh: 2_000_000, shared: jump }), []);
  });

  it("places a process by its round, not by its position among the valid ones", () => {
    const latencyNs = { fresh: 2_000_000, shared: drifting(1_000_000, 1.2) };
    const seen = drifts(latencyNs, {
      observe: (valid, arm) =>
        arm.trust === "bundle" && arm.context === "shared" && valid.round <= 3
          ? failing(valid, "exited with code 7")
          : valid,
    });
    assert.deepEqual(seen.at(-1), ["bundle", "shared", 1.2]);
  });

  it("says nothing where no verdicts are to be made, or nothing took time", () => {
    const latencyNs = { fresh: 2_000_000, shared: drifting(1_000_000, 2) };
    assert.deepEqual(drifts(latencyNs, { plan: { exploratory: true } }), []);
    assert.deepEqual(drifts(latencyNs, { rounds: 5 }), []);
    assert.deepEqual(drifts({ fresh: 0 }), []);
    assert.deepEqual(found(analyseRun(syntheticRun({ cases: [] }))), []);
  });
});
