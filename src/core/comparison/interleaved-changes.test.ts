import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Observation, Run } from "../records.ts";
import { failing, measuring } from "../synthetic-run.ts";
import { interleavedChanges } from "./interleaved-changes.ts";
import { type SyntheticBuilds, syntheticBuilds } from "./synthetic-builds.ts";

const two = [{ build: "a" }, { build: "b" }];

/** Builds whose head ÷ base is `factor`, by case and round. */
function builds(
  factor: (case_: number, round: number, build: number) => number,
  rest: Partial<SyntheticBuilds> = {},
): Run {
  return syntheticBuilds({
    builds: two,
    cases: [{}],
    latencyNs: (build, case_, round) => 1000 * (build === 0 ? 1 : factor(case_, round, build)),
    ...rest,
  });
}

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, expected ${expected}`);
}

describe("interleavedChanges()", () => {
  it("says what changed, from base to head, with n, p and verdict", () => {
    const { kind, changes, familySize, leastCount } = interleavedChanges(
      builds(() => 1.1, { rounds: 6 }),
      0,
    );
    const [one] = changes;
    assert.deepEqual([kind, changes.length, familySize, leastCount], ["interleaved", 1, 1, null]);
    assert.equal(one!.arm.build, "b");
    assertClose(one!.baseNs, 1000);
    assertClose(one!.headNs, 1100);
    assertClose(one!.ratio.value, 1.1);
    assert.deepEqual([one!.count, one!.plannedCount, one!.adjustedPValue], [6, 6, 1 / 32]);
    assert.deepEqual([one!.verdict.kind, one!.isRegression], ["differs", true]);
  });

  it("calls nothing that became faster a regression", () => {
    const [one] = interleavedChanges(
      builds(() => 0.5),
      0,
    ).changes;
    assert.deepEqual([one!.verdict.kind, one!.thresholdPValue, one!.isRegression], ["differs", 1, false]);
  });

  it("asks of a regression that slower by the threshold or less is rejected, not that the estimate is above it", () => {
    const above = (threshold: number) => {
      const [one] = interleavedChanges(
        builds(() => 1.1, { rounds: 6 }),
        threshold,
      ).changes;
      return [one!.verdict.kind, one!.thresholdPValue, one!.isRegression];
    };
    assert.deepEqual(above(0.09), ["differs", 1 / 32, true]);
    assert.deepEqual(above(0.11), ["differs", 1, false]);
    // A threshold is a share, and the test is on logarithms: log 1.5 is below 0.45, and above log 1.45.
    const half = builds(() => 1.5, { rounds: 6 });
    assert.equal(interleavedChanges(half, 0.45).changes[0]!.isRegression, true);
    // All seven rounds above 1, two of them below 1.07: T− = 1 + 3, and 7 of 128 outcomes are as far out.
    const steps = [-3, -1, 2, 4, 5, 6, 7];
    const scattered = builds((_, round) => 1.07 * Math.exp(0.005 * steps[round - 1]!), { rounds: 7 });
    const [one] = interleavedChanges(scattered, 0.07).changes;
    assert.ok(one!.ratio.value > 1.07);
    assert.deepEqual([one!.adjustedPValue, one!.thresholdPValue], [2 / 128, 14 / 128]);
    assert.deepEqual([one!.verdict.kind, one!.isRegression], ["differs", false]);
  });

  it("says how large a change would have been seen where it sees none", () => {
    const steps = [-0.03, -0.02, -0.01, 0.01, 0.02, 0.03];
    const [one] = interleavedChanges(
      builds((_, round) => Math.exp(steps[round - 1]!), { rounds: 6 }),
      0,
    ).changes;
    assert.equal(one!.verdict.kind, "indistinct");
    // Of 6 rounds the interval of 95 % reaches from the smallest to the largest.
    if (one!.verdict.kind === "indistinct") assertClose(one!.verdict.smallestDetectable, Math.exp(0.03));
  });
});

describe("interleavedChanges() of a run that is too short or cut short", () => {
  it("says how many rounds each change would need", () => {
    const short = (rounds: number, cases: number) =>
      interleavedChanges(
        builds(() => 2, { rounds, cases: Array.from({ length: cases }, (_, n) => clients[n]!) }),
        0,
      );
    const clients = ["node:tls", "node:https", "undici"].map((client) => ({ client }));
    assert.deepEqual([short(4, 1).leastCount, short(6, 1).leastCount], [6, null]);
    // 3 · 2^(1 − 7) = 0.047
    assert.deepEqual([short(6, 3).leastCount, short(7, 3).leastCount], [7, null]);
    assert.deepEqual(short(6, 3).changes[0]!.verdict, { kind: "need-rounds", rounds: 7 });
  });

  it("gives no verdict on a run that was stopped, and shows how much of it there is", () => {
    const run = builds(() => 2);
    const killed = { ...run, observations: run.observations.filter(({ round }) => round <= 4), finish: null };
    const { changes, leastCount } = interleavedChanges(killed, 0);
    assert.deepEqual([changes[0]!.count, changes[0]!.plannedCount], [4, 13]);
    assert.deepEqual([changes[0]!.verdict.kind, changes[0]!.isRegression], ["missing-pairs", false]);
    assert.equal(leastCount, 6);
    assert.ok(!("low" in changes[0]!.ratio));
  });

  it("has neither intervals nor verdicts of an exploratory run, and does not call it short", () => {
    const run = builds(() => 2, { rounds: 3 });
    const { changes, leastCount, geometricMeans } = interleavedChanges(
      { ...run, plan: { ...run.plan, exploratory: true } },
      0,
    );
    assert.deepEqual([changes[0]!.verdict.kind, leastCount], ["exploratory", null]);
    assert.ok(!("low" in changes[0]!.ratio) && !("low" in geometricMeans[0]!.ratio));
  });
});

describe("interleavedChanges()'s geometric mean", () => {
  const cases = [{ client: "node:tls" }, { client: "node:https" }];
  it("is over the rounds of each round's mean, with an interval", () => {
    const { geometricMeans } = interleavedChanges(
      builds((case_) => (case_ === 0 ? 4 : 1), { cases }),
      0,
    );
    assert.equal(geometricMeans.length, 1);
    const [{ of, baseNs, headNs, ratio }] = geometricMeans as [(typeof geometricMeans)[0]];
    assert.equal(of, "b");
    assertClose(baseNs, 1000);
    assertClose(headNs, 2000);
    assert.ok("low" in ratio);
    for (const one of [ratio.value, ratio.low, ratio.high]) assertClose(one, 2);
  });

  it("knows what the rows share: opposite changes of a round cancel in it", () => {
    const opposite = builds((case_, round) => 1.5 ** (((round % 3) - 1) * (case_ === 0 ? 1 : -1)), { cases });
    const { changes, geometricMeans } = interleavedChanges(opposite, 0);
    const [{ ratio }] = geometricMeans as [(typeof geometricMeans)[0]];
    assert.ok("low" in ratio && "low" in changes[0]!.ratio);
    assert.ok(ratio.high / ratio.low < 1 + 1e-9);
    assert.ok(changes[0]!.ratio.high / changes[0]!.ratio.low > 1.2);
  });

  it("has no interval where a row lacks a round", () => {
    const observe = (one: Observation) =>
      one.status === "valid" && one.round === 5 && one.armId.includes("tls") ? failing(one, "crashed") : one;
    const [mean] = interleavedChanges(
      builds((case_) => (case_ === 0 ? 4 : 1), { cases, observe }),
      0,
    ).geometricMeans;
    assertClose(mean!.ratio.value, 2);
    assert.ok(!("low" in mean!.ratio));
  });

  it("is one for each head", () => {
    const three = builds((_, __, build) => 2 ** build, { builds: [...two, { build: "c" }] });
    const means = interleavedChanges(three, 0).geometricMeans;
    assert.deepEqual(
      means.map(({ of, ratio }) => [of, Math.round(ratio.value * 1e6) / 1e6]),
      [
        ["b", 2],
        ["c", 4],
      ],
    );
  });
});

describe("interleavedChanges() of the CPU", () => {
  it("is the ratio of mean costs, and none below the clock's resolution", () => {
    const [one] = interleavedChanges(
      builds(() => 1.2, { latencyNs: (build) => (build === 0 ? 1e6 : 1.2e6) }),
      0,
    ).changes;
    assertClose(one!.cpuRatio!.value, 1.2);
    const coarse = (observation: Observation, build: number) =>
      observation.status === "valid" && build === 1
        ? measuring(observation, { cpuResolutionNs: 10e6 })
        : observation;
    const [blurred] = interleavedChanges(
      builds(() => 1.2, { observe: coarse }),
      0,
    ).changes;
    assert.equal(blurred!.cpuRatio, null);
    assert.deepEqual(
      [blurred!.baseCpu.state, blurred!.headCpu.state],
      ["below-resolution", "below-resolution"],
    );
  });
});
