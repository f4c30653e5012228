import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../analyse-run.ts";
import { regressions } from "../findings/regressions.ts";
import { compareBuilds } from "./compare-builds.ts";
import { interleavedChanges } from "./interleaved-changes.ts";
import { singleBuilds, singleBuildsOf } from "./single-builds.ts";
import { twoBuilds, withSingleBuild } from "./synthetic-builds.ts";

const two = twoBuilds([{ build: "node@22.1.0" }, { build: "node@26.10.0" }]);
const run = withSingleBuild(two, { runtime: "deno", version: "2.9.6" });

describe("singleBuilds()", () => {
  it("are those that their runtime has alone, with their arms", () => {
    const [single, ...others] = singleBuildsOf(run);
    assert.equal(others.length, 0);
    assert.equal(single!.build, "deno@2.9.6");
    assert.equal(single!.reason, "one build of deno: nothing to compare");
    const shown = single!.arms.map((one) => [one.arm.build, one.arm.context, one.state]);
    assert.deepEqual(shown, [
      ["deno@2.9.6", "fresh", "measured"],
      ["deno@2.9.6", "shared", "measured"],
    ]);
    assert.deepEqual(singleBuilds(run, analyseRun(run)), [single]);
  });

  it("are none where each runtime has several builds, or none of them a name", () => {
    assert.deepEqual(singleBuildsOf(two), []);
    const { build: _, ...unnamed } = two.header.runtimes[0]!;
    assert.deepEqual(singleBuildsOf({ ...two, header: { ...two.header, runtimes: [unnamed] } }), []);
  });
});

describe("a run with a single build beside others", () => {
  it("compares what it compares without it, under the same family", () => {
    assert.deepEqual(compareBuilds(run), compareBuilds(two));
    const { singleBuilds: singles, ...changes } = interleavedChanges(run, 0.05);
    const { singleBuilds: none, ...without } = interleavedChanges(two, 0.05);
    assert.deepEqual(changes, without);
    assert.deepEqual([singles.length, none.length], [1, 0]);
    assert.deepEqual(regressions(run), regressions(two));
    assert.equal(regressions(run).length, 2);
  });

  it("tells of a single build's excluded case with the build, not among what lacks a comparison", () => {
    const cases = run.plan.cases.map((one) =>
      one.of.runtime === "deno" ? { ...one, excluded: "a premise failed" } : one,
    );
    const { notCompared, singleBuilds: singles } = interleavedChanges(
      { ...run, plan: { ...run.plan, cases } },
      0,
    );
    assert.deepEqual(notCompared, []);
    assert.ok(singles[0]!.arms.every((one) => one.state === "failed" && one.reason === "a premise failed"));
  });
});
