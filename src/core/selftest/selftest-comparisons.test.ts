import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticBuilds } from "../comparison/synthetic-builds.ts";
import type { Observation } from "../records.ts";
import { failing } from "../synthetic-run.ts";
import { selftestEvidence } from "./selftest-comparisons.ts";
import { balanced, syntheticSelftest } from "./synthetic-selftest.ts";

const equal = (_: number, round: number) => balanced(round);

/** The head's processes fail in the first rounds of one client. */
function failingHead(client: string, rounds: number) {
  return (one: Observation, build: number) =>
    build === 1 && one.armId.includes(client) && one.round <= rounds && one.status === "valid"
      ? failing(one, "exited with code 7")
      : one;
}

describe("selftestEvidence()", () => {
  it("has every comparison with what its run was for, in the order of the runs and of their plans", () => {
    const same = syntheticSelftest({ comparisons: 2, ratio: equal });
    const drift = syntheticSelftest({ check: "drift", comparisons: 1, ratio: equal });
    const { comparisons, leftOut } = selftestEvidence([same, drift]);
    assert.deepEqual(
      comparisons.map(({ check, planned, runtime }) => [check, planned.of.client, runtime]),
      [
        ["a-a", "client-1", "node"],
        ["a-a", "client-2", "node"],
        ["drift", "client-1", "node"],
      ],
    );
    assert.deepEqual(leftOut, []);
    assert.equal(comparisons[2]!.run, drift);
  });

  it("knows by how much the head is slowed down", () => {
    const run = syntheticSelftest({
      check: "power",
      builds: [{ build: "node" }, { build: "node+2%", slowDown: 0.02 }, { build: "node+5%", slowDown: 0.05 }],
      comparisons: 1,
      ratio: equal,
    });
    assert.deepEqual(
      selftestEvidence([run]).comparisons.map(({ slowDown }) => slowDown),
      [0.02, 0.05],
    );
  });

  it("does not count the controls", () => {
    const run = syntheticSelftest({
      comparisons: 0,
      cases: [{ client: "empty", trust: "none" }, { client: "node:tls" }],
      ratio: equal,
    });
    const { comparisons, leftOut } = selftestEvidence([run]);
    assert.deepEqual(
      comparisons.map(({ planned }) => planned.of.client),
      ["node:tls"],
    );
    assert.deepEqual(leftOut, []);
  });

  it("takes for uneven what runs next to an arm of three times its cost", () => {
    const with_ = (factor: number) =>
      selftestEvidence([
        syntheticSelftest({
          comparisons: 1,
          contexts: ["fresh", "shared"],
          ratio: equal,
          latencyNs: (build, _case, round, context) =>
            1_000_000 * (context === "fresh" ? factor : 1) * (build === 1 ? balanced(round) : 1),
        }),
      ]).comparisons.map(({ isUneven }) => isUneven);
    assert.deepEqual(with_(3), [true, true]);
    assert.deepEqual(with_(2.9), [false, false]);
  });
});

describe("selftestEvidence() of a run with gaps", () => {
  it("counts a comparison that lacks one pair of thirteen", () => {
    const run = syntheticSelftest({ comparisons: 2, ratio: equal, observe: failingHead("client-2", 1) });
    const { comparisons, leftOut } = selftestEvidence([run]);
    assert.deepEqual(
      comparisons.map(({ validPairs }) => validPairs),
      [13, 12],
    );
    assert.deepEqual(leftOut, []);
  });

  for (const [failed, reason] of [
    [2, "11 of 13 pairs are valid"],
    [10, "3 of 13 pairs are valid"],
    [13, "no round in which both were measured"],
  ] as const) {
    it(`names one of which ${failed} rounds failed instead of counting it, and keeps the others`, () => {
      const observe = failingHead("client-2", failed);
      const run = syntheticSelftest({ comparisons: 3, ratio: equal, observe });
      const { comparisons, leftOut } = selftestEvidence([run]);
      assert.deepEqual(
        comparisons.map(({ planned }) => planned.of.client),
        ["client-1", "client-3"],
      );
      assert.deepEqual(
        leftOut.map(({ what, reason }) => [what, reason]),
        [["node/client-2/bundle/create/fresh, node#b against node#a", reason]],
      );
    });
  }

  it("names one that has no p for want of rounds", () => {
    const run = syntheticSelftest({ comparisons: 1, rounds: 5, ratio: equal });
    const { comparisons, leftOut } = selftestEvidence([run]);
    assert.equal(comparisons.length, 0);
    assert.match(leftOut[0]!.reason, /5 pairs are too few/);
  });

  it("names a case that its run excluded", () => {
    const excluded = "not measured: a premise failed";
    const cases = [{ client: "undici", planned: { excluded } }, { client: "fetch" }];
    const { comparisons, leftOut } = selftestEvidence([
      syntheticSelftest({ comparisons: 0, cases, ratio: equal }),
    ]);
    assert.equal(comparisons.length, 1);
    assert.deepEqual(
      leftOut.map(({ what, reason }) => [what, reason]),
      [["node/undici/bundle/create", excluded]],
    );
  });

  it("refuses a run that is none of a self-test", () => {
    const run = syntheticBuilds({
      builds: [{ build: "node@1" }, { build: "node@2" }],
      cases: [{}],
      latencyNs: () => 1000,
    });
    assert.throws(
      () => selftestEvidence([run]),
      /run 20261124-1530-00000007 is none of a self-test; expected one that `ctxcost selftest` made/,
    );
  });
});
