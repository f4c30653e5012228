import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Run, ValidObservation } from "../records.ts";
import { failing, measuring, type SyntheticCase, syntheticRun } from "../synthetic-run.ts";
import type { Change } from "./change.ts";
import { type SeparateOptions, separateChanges } from "./separate-changes.ts";

type Latency = (round: number) => number;

/** A run of 4 rounds unless told otherwise, of `fresh` arms with these latencies, one client each. */
function runOf(latencies: readonly Latency[], rest: Partial<Parameters<typeof syntheticRun>[0]> = {}): Run {
  const clients = ["node:tls", "node:https", "undici"];
  const cases = latencies.map(
    (fresh, index): SyntheticCase => ({ client: clients[index]!, latencyNs: { fresh } }),
  );
  return syntheticRun({ rounds: 4, ...rest, cases: [...cases, ...(rest.cases ?? [])] });
}

const constant = (latencyNs: number) => [() => latencyNs];
const steady = runOf(constant(1000));

function changesOf(base: Run, head: Run, options: Partial<SeparateOptions> = {}): readonly Change[] {
  return separateChanges(base, head, { acceptedSpread: 0, threshold: 0, ...options }).changes;
}

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, expected ${expected}`);
}

describe("separateChanges()", () => {
  it("is the Hodges–Lehmann shift of the processes' logarithms, with its rank-sum interval", () => {
    const { kind, changes, geometricMeans } = separateChanges(
      runOf([(round) => 1000 * 2 ** round]),
      runOf([(round) => 2000 * 2 ** round]),
      { acceptedSpread: null, threshold: 0 },
    );
    const [{ ratio, count, plannedCount, baseNs, headNs }] = changes as [Change];
    assert.deepEqual([kind, count, plannedCount, changes.length], ["separate", 4, 4, 1]);
    assertClose(baseNs, 6000);
    assertClose(headNs, 12_000);
    assertClose(ratio.value, 2);
    // Of 4 and 4 the interval reaches from the smallest to the largest of all differences: 2 ÷ 8 and 2 · 8.
    assert.ok("low" in ratio);
    assertClose(ratio.low, 1 / 4);
    assertClose(ratio.high, 16);
    assertClose(ratio.confidence, 1 - 2 / 70);
    assert.deepEqual(
      geometricMeans.map(({ of }) => of),
      ["node"],
    );
    assertClose(geometricMeans[0]!.ratio.value, 2);
  });
});

describe("separateChanges()'s verdicts", () => {
  it("gives no verdict unless somebody answers for the spread between runs", () => {
    const [one] = changesOf(steady, runOf(constant(5000)), { acceptedSpread: null });
    assert.deepEqual(one!.verdict, { kind: "withheld", reason: "separate runs" });
    assert.deepEqual([one!.adjustedPValue, one!.isRegression], [null, false]);
  });

  it("says that arms differ by more than the accepted spread, in either direction", () => {
    const judge = (latencyNs: number, acceptedSpread: number) => {
      const [one] = changesOf(steady, runOf(constant(latencyNs)), { acceptedSpread });
      return [one!.verdict.kind, one!.adjustedPValue, one!.isRegression];
    };
    // The smallest p of 4 and 4.
    const p = 2 / 70;
    assert.deepEqual(judge(1040, 0.05).slice(0, 2), ["indistinct", 1]);
    assert.deepEqual(judge(1060, 0.05), ["differs", p, true]);
    assert.deepEqual(judge(1000 / 1.04, 0.05).slice(0, 2), ["indistinct", 1]);
    assert.deepEqual(judge(1000 / 1.06, 0.05), ["differs", p, false]);
  });

  it("puts the threshold on top of the spread: 1.1 · 1.1 is 1.21", () => {
    const judge = (latencyNs: number) => {
      const [one] = changesOf(steady, runOf(constant(latencyNs)), { acceptedSpread: 0.1, threshold: 0.1 });
      return [one!.verdict.kind, one!.thresholdPValue, one!.isRegression];
    };
    assert.deepEqual(judge(1200), ["differs", 1, false]);
    assert.deepEqual(judge(1220), ["differs", 2 / 70, true]);
  });

  it("rejects the spread itself, and the threshold on top of it: an estimate beyond them is not enough", () => {
    const scattered = (factor: number) => runOf([(round) => 1000 * factor * Math.exp(0.01 * round)]);
    const judge = (factor: number, options: Partial<SeparateOptions>) =>
      changesOf(scattered(1), scattered(factor), options)[0]!;
    // A hundredth beyond, and the processes scatter by three.
    for (const factor of [1.06, 1 / 1.06]) {
      assert.equal(judge(factor, { acceptedSpread: 0.05 }).verdict.kind, "indistinct");
    }
    const slower = judge(1.22, { acceptedSpread: 0.1, threshold: 0.1 });
    assert.deepEqual([slower.verdict.kind, slower.isRegression], ["differs", false]);
    assert.ok(slower.thresholdPValue! > 0.05 && slower.thresholdPValue! < 1, `${slower.thresholdPValue}`);
  });

  it("says how large a change would have been seen: the interval's reach, and the spread", () => {
    const steps = runOf([(round) => 1000 * Math.exp(0.01 * round)]);
    const [one] = changesOf(steps, steps, { acceptedSpread: 0.05 });
    assert.equal(one!.verdict.kind, "indistinct");
    if (one!.verdict.kind === "indistinct") {
      assertClose(one!.verdict.smallestDetectable, 1.05 * Math.exp(0.03));
    }
  });
});

describe("separateChanges() of too little", () => {
  it("says how many processes a side its own test would need", () => {
    const judge = (rounds: number, arms: number, options: Partial<SeparateOptions> = {}) => {
      const latencies = (latencyNs: number) => Array.from({ length: arms }, () => () => latencyNs);
      const [base, head] = [1000, 2000].map((one) => runOf(latencies(one), { rounds }));
      return separateChanges(base!, head!, { acceptedSpread: 0, threshold: 0, ...options });
    };
    assert.deepEqual([judge(3, 1).leastCount, judge(4, 1).leastCount], [4, null]);
    // 2 · 3 ÷ 70 = 0.086; 2 · 3 ÷ 252 = 0.024
    assert.deepEqual([judge(4, 3).leastCount, judge(5, 3).leastCount], [5, null]);
    assert.deepEqual(judge(4, 3).changes[0]!.verdict, { kind: "need-rounds", rounds: 5 });
    assert.ok(!("low" in judge(3, 1).changes[0]!.ratio));
    assert.equal(judge(3, 1, { acceptedSpread: null }).leastCount, 4, "before --accept-between-run is tried");
  });

  it("gives no verdict where a side lost more than a tenth of its rounds", () => {
    const run = runOf(constant(2000), { rounds: 13 });
    const killed = {
      ...run,
      observations: run.observations.filter(({ round }) => round <= 11),
      finish: null,
    };
    const [one] = changesOf(steady, killed);
    assert.deepEqual(one!.verdict, { kind: "missing-pairs" });
    assert.deepEqual([one!.count, one!.plannedCount], [4, 4], "those of the side that has fewer");
    assert.ok("low" in one!.ratio);
    const [shorter] = changesOf(runOf(constant(1000), { rounds: 13 }), killed);
    assert.deepEqual([shorter!.count, shorter!.plannedCount], [11, 13]);
  });

  it("has neither intervals nor verdicts where one of the runs is exploratory", () => {
    const exploratory = runOf(constant(2000), { plan: { exploratory: true } });
    for (const [base, head] of [
      [steady, exploratory],
      [exploratory, steady],
    ] as const) {
      const { changes, leastCount } = separateChanges(base, head, { acceptedSpread: 0, threshold: 0 });
      assert.deepEqual([changes[0]!.verdict.kind, leastCount], ["exploratory", null]);
      assert.ok(!("low" in changes[0]!.ratio));
    }
  });
});

describe("separateChanges() of runs that are unlike", () => {
  const options = { acceptedSpread: 0, threshold: 0 };
  const crashing = (valid: ValidObservation) =>
    valid.armId.includes("https") ? failing(valid, "exited with code 7") : valid;
  const two = [() => 1000, () => 1000];

  it("names what one of them has alone, and does not count it", () => {
    const { changes, notCompared, familySize } = separateChanges(runOf(two), steady, options);
    assert.deepEqual([changes.length, familySize], [1, 1]);
    assert.deepEqual(notCompared, [{ armId: "node/node:https/bundle/create/fresh", reason: "only in BASE" }]);
    assert.equal(separateChanges(steady, runOf(two), options).notCompared[0]!.reason, "only in HEAD");
  });

  it("names what failed, and counts it: losing an arm makes no verdict on the others easier", () => {
    const { changes, notCompared, familySize } = separateChanges(
      runOf(two),
      runOf([() => 2000, () => 2000], { observe: crashing }),
      options,
    );
    assert.deepEqual(
      notCompared.map(({ reason }) => reason),
      ["in HEAD: exited with code 7"],
    );
    assert.deepEqual([changes.length, familySize], [1, 2]);
    assert.deepEqual(changes[0]!.verdict, { kind: "need-rounds", rounds: 5 });
    const other = separateChanges(runOf(two, { observe: crashing }), runOf(two), options);
    assert.equal(other.notCompared[0]!.reason, "in BASE: exited with code 7");
  });

  it("compares nothing that makes another number of full handshakes a connection", () => {
    const resuming = (valid: ValidObservation) => ({
      ...valid,
      server: { ...valid.server!, fullHandshakes: 1, connections: 16 },
    });
    const [whole, resumed] = [undefined, resuming].map((observe) =>
      syntheticRun({
        cases: [{ scenario: "request", latencyNs: { fresh: () => 1000 } }],
        ...(observe ? { observe } : {}),
      }),
    );
    assert.match(
      separateChanges(whole!, resumed!, options).notCompared[0]!.reason,
      /unequal numbers of full/,
    );
    assert.equal(separateChanges(resumed!, resumed!, options).changes.length, 1);
  });
});

describe("separateChanges() of arms that have no ratio, and of several runtimes", () => {
  const options = { acceptedSpread: 0, threshold: 0 };
  const two = [() => 1000, () => 1000];

  it("compares nothing that the clock cannot time, nor an excluded case", () => {
    const untimed = separateChanges(steady, runOf(constant(0)), options);
    assert.match(untimed.notCompared[0]!.reason, /in HEAD: an operation takes less than a step of the clock/);
    const planned = { excluded: "no calibration" };
    const excluded = syntheticRun({ cases: [{ client: "node:tls", latencyNs: { fresh: 1 }, planned }] });
    assert.deepEqual(separateChanges(steady, excluded, options).notCompared, [
      { armId: "node/node:tls/bundle/create/fresh", reason: "in HEAD: no calibration" },
    ]);
  });

  it("has no CPU ratio where one side is below the CPU clock's resolution", () => {
    const coarse = runOf(constant(1000), { observe: (valid) => measuring(valid, { cpuResolutionNs: 10e6 }) });
    assert.equal(changesOf(steady, coarse)[0]!.cpuRatio, null);
    const [one] = changesOf(runOf(constant(1e6)), runOf(constant(3e6)));
    assertClose(one!.cpuRatio!.value, 3);
  });

  it("has a geometric mean for each runtime", () => {
    const cases = (factor: number): SyntheticCase[] => [
      { runtime: "bun", client: "fetch", latencyNs: { fresh: () => 100 * factor } },
    ];
    const { geometricMeans } = separateChanges(
      runOf(two, { cases: cases(1) }),
      runOf([() => 4000, () => 1000], { cases: cases(3) }),
      options,
    );
    assert.deepEqual(
      geometricMeans.map(({ of, ratio }) => [of, Math.round(ratio.value * 1e9) / 1e9]),
      [
        ["node", 2],
        ["bun", 3],
      ],
    );
  });
});
