import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticBuilds } from "../comparison/synthetic-builds.ts";
import type { Check, Observation, Run } from "../records.ts";
import { failing, measuring } from "../synthetic-run.ts";
import { roundLogs } from "./round-logs.ts";

const builds = ["a", "b"];

function run(observe: (one: Observation, build: number) => Observation = (one) => one): Run {
  return syntheticBuilds({
    builds: builds.map((build) => ({ build })),
    cases: [{}],
    contexts: ["fresh", "shared"],
    latencyNs: (build, _, round, context) => 1000 * round * (build + 1) * (context === "fresh" ? 1 : 0.5),
    observe,
  });
}

const failsIn =
  (rounds: number, build = 1) =>
  (one: Observation, of: number): Observation =>
    one.status === "valid" && of === build && one.round <= rounds ? failing(one, "exited with code 7") : one;

describe("roundLogs()", () => {
  it("has a row for each round, and in it the logarithm for each build", () => {
    const found = roundLogs(run(), builds, { kind: "time", context: "shared" });
    assert.ok(found.kind === "measured");
    assert.equal(found.logs.length, 13);
    assert.deepEqual(found.logs[2], [Math.log(1500), Math.log(3000)]);
  });

  it("of a ratio is that of fresh ÷ the other context", () => {
    const found = roundLogs(run(), builds, { kind: "ratio", context: "shared" });
    assert.ok(found.kind === "measured");
    for (const value of found.logs.flat()) assert.ok(Math.abs(value - Math.log(2)) < 1e-12);
  });

  it("leaves a round out that lacks a build, and refuses a build that lacks more than a tenth", () => {
    const one = roundLogs(run(failsIn(1)), builds, { kind: "time", context: "fresh" });
    assert.ok(one.kind === "measured" && one.logs.length === 12);
    assert.deepEqual(roundLogs(run(failsIn(2)), builds, { kind: "time", context: "fresh" }), {
      kind: "cannot",
      build: "b",
      reason: "fresh: 11 of 13 rounds are valid: exited with code 7",
    });
  });

  it("names the build whose premise failed, although the others were not measured for it", () => {
    const check: Check = {
      kind: "check",
      runtime: "node",
      build: "b",
      client: "node:https",
      trust: "bundle",
      context: "fresh",
      premise: "refuses",
      passed: false,
      detail: "it answered",
    };
    const whole = run();
    const found = roundLogs({ ...whole, checks: [check], observations: [] }, builds, {
      kind: "time",
      context: "fresh",
    });
    assert.deepEqual(found, {
      kind: "cannot",
      build: "b",
      reason: 'premise "fresh refuses" failed: it answered',
    });
  });

  it("says what is unsupported and why", () => {
    const whole = run();
    const [planned] = whole.plan.cases;
    const arms = planned!.arms.filter(({ build, context }) => build !== "b" || context !== "shared");
    const unsupported = [{ context: "shared", reason: "b: it takes no context" }] as const;
    const without = { ...whole, plan: { ...whole.plan, cases: [{ ...planned!, arms, unsupported }] } };
    assert.deepEqual(roundLogs(without, builds, { kind: "ratio", context: "shared" }), {
      kind: "cannot",
      build: "b",
      reason: "shared is unsupported: it takes no context",
    });
  });
});

describe("roundLogs(), of a client that is a package's", () => {
  it("names the package that ran with each build", () => {
    const ran = run((one, build) =>
      one.status === "valid" && build === 1 ? measuring(one, { packageThatRan: "undici 7.1.2 (npm)" }) : one,
    );
    const found = roundLogs(ran, builds, { kind: "time", context: "fresh" });
    assert.deepEqual(found.kind === "measured" && found.packages, [null, "undici 7.1.2 (npm)"]);
  });
});
