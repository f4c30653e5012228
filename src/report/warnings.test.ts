import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../core/analyse-run.ts";
import type { CaseResult, Drift, MeasuredArm } from "../core/results.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { warningCounts, warnings } from "./warnings.ts";

const run = syntheticRun({
  cases: [{ scenario: "request", latencyNs: { fresh: 2_000_000, shared: 1_000_000 } }],
});
const [quiet] = analyseRun(run).cases as [CaseResult];

const drift: Drift = { context: "shared", denominator: null, factor: 1.25, adjustedPValue: 0.012 };
const ofRatio: Drift = { ...drift, context: "fresh", denominator: "shared", factor: 0.8 };

function serving(serverCpuShare: number | null): CaseResult {
  return { ...quiet, arms: quiet.arms.map((arm) => ({ ...(arm as MeasuredArm), serverCpuShare })) };
}

describe("warnings()", () => {
  it("has nothing to say of a quiet run", () => {
    assert.equal(warnings([quiet], []), null);
    assert.deepEqual(warningCounts({ cases: [quiet] }), []);
  });

  it("names the arms and ratios that are others in the late rounds", () => {
    const text = warnings([{ ...quiet, drifts: [ofRatio, drift] }], [])!;
    assert.match(text, /late rounds as in the early ones \(2\).*something changed.*measure again/);
    assert.match(
      text,
      /- `node\/node:https\/bundle\/request: fresh ÷ shared`: late ÷ early 0\.800 \(p 0\.012/,
    );
    assert.match(text, /- `node\/node:https\/bundle\/request\/shared`: late ÷ early 1\.25/);
    assert.doesNotMatch(text, /<details>/);
  });

  it("folds a long list of them, with its number and its remedy in sight", () => {
    const text = warnings([{ ...quiet, drifts: new Array<Drift>(7).fill(drift) }], [])!;
    assert.match(text, /^<details><summary>Not the same in the late rounds .*\(7\).*measure again/);
  });

  it("names an arm whose server used more than 70 % of a core", () => {
    const text = warnings([serving(0.71)], [])!;
    assert.match(text, /`node\/node:https\/bundle\/request\/shared`: the server used 71\.0 % of a core/);
    assert.equal(warnings([serving(0.7)], []), null);
    assert.equal(warnings([serving(null)], []), null, "no fixture server");
  });
});

describe("warningCounts()", () => {
  const id = "node/node:https/bundle/request";

  it("counts each kind in words that fit the number, and names the few", () => {
    const one = { ...quiet, drifts: [ofRatio, drift], outliers: [] };
    assert.deepEqual(warningCounts({ cases: [one] }), [
      `1 ratio is another in the late rounds than in the early ones (\`${id}: fresh ÷ shared\`)`,
      `1 arm drifted from the early rounds to the late ones (\`${id}/shared\`)`,
    ]);
    assert.deepEqual(warningCounts({ cases: [one, one, one, one] }), [
      "4 ratios are others in the late rounds than in the early ones",
      "4 arms drifted from the early rounds to the late ones",
    ]);
    assert.deepEqual(warningCounts({ cases: [serving(0.9)] }), [
      `2 arms kept the server busy (\`${id}/fresh\`, \`${id}/shared\`)`,
    ]);
  });

  it("counts an arm with two processes far from the others once", () => {
    const far = [4, 7].map((round) => ({ context: "shared" as const, round, factor: 3 }));
    assert.deepEqual(warningCounts({ cases: [{ ...quiet, outliers: far }] }), [
      `1 arm has a process far from its others (\`${id}/shared\`)`,
    ]);
  });
});
