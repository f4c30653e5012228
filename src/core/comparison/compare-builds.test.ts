import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildName } from "../model.ts";
import { failing, syntheticRun } from "../synthetic-run.ts";
import { compareBuilds } from "./compare-builds.ts";
import { syntheticBuilds } from "./synthetic-builds.ts";

const two = [{ build: "a" }, { build: "b" }];
/** The head takes 1.1 times as long. */
const slower = (build: number) => 1000 * (build === 0 ? 1 : 1.1);

describe("compareBuilds()", () => {
  it("is head ÷ base, paired by round, judged over the planned family", () => {
    const run = syntheticBuilds({ builds: two, cases: [{}], rounds: 6, latencyNs: slower });
    const [one, ...others] = compareBuilds(run);
    assert.equal(others.length, 0);
    assert.ok(Math.abs(one!.ratio! - 1.1) < 1e-12);
    assert.deepEqual([one!.validPairs, one!.plannedPairs, one!.logRatios.length], [6, 6, 6]);
    // The smallest p of 6 rounds, 2 ÷ 2⁶.
    assert.deepEqual([one!.pValue, one!.adjustedPValue, one!.verdict.kind], [1 / 32, 1 / 32, "differs"]);
    const wider = { ...run, plan: { ...run.plan, familySize: 2 } };
    assert.deepEqual(compareBuilds(wider)[0]!.verdict, { kind: "need-rounds", rounds: 7 });
  });

  it("pairs within rounds: what a round does to both builds cancels", () => {
    const latencyNs = (build: number, _: number, round: number) => slower(build) * 2 ** round;
    const [one] = compareBuilds(syntheticBuilds({ builds: two, cases: [{}], rounds: 6, latencyNs }));
    assert.ok(one!.interval!.high / one!.interval!.low < 1 + 1e-9);
  });

  it("holds every head against the first build", () => {
    const builds = [...two, { build: "c" }];
    const run = syntheticBuilds({ builds, cases: [{}], latencyNs: (build) => 1000 * 2 ** build });
    const shown = compareBuilds(run).map(({ base, head, ratio }) => [
      buildName(base.arm),
      buildName(head.arm),
      Math.round(ratio! * 1e6) / 1e6,
    ]);
    assert.deepEqual(shown, [
      ["a", "b", 2],
      ["a", "c", 4],
    ]);
  });

  it("loses a pair with the process that failed, and the verdict with more than a tenth of them", () => {
    const lose = (rounds: number) =>
      compareBuilds(
        syntheticBuilds({
          builds: two,
          cases: [{}],
          rounds: 20,
          latencyNs: slower,
          observe: (one, build) =>
            one.status === "valid" && one.round <= rounds && build === one.round % 2
              ? failing(one, "crashed")
              : one,
        }),
      )[0]!;
    assert.deepEqual([lose(2).validPairs, lose(2).verdict.kind], [18, "differs"]);
    assert.deepEqual([lose(3).validPairs, lose(3).verdict.kind], [17, "missing-pairs"]);
  });

  it("has nothing of an excluded case, nor of a run that has one build of each runtime", () => {
    const run = syntheticBuilds({ builds: two, cases: [{}, { trust: "mtls" }], latencyNs: slower });
    const [first, second] = run.plan.cases;
    const cases = [{ ...first!, excluded: "a premise failed" }, second!];
    const left = compareBuilds({ ...run, plan: { ...run.plan, cases } });
    assert.deepEqual(
      left.map(({ planned }) => planned.id),
      [second!.id],
    );
    assert.deepEqual(compareBuilds(syntheticRun({ cases: [{ latencyNs: { fresh: 2, shared: 1 } }] })), []);
  });
});
