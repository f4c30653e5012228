import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun, pairOf } from "./analyse-run.ts";
import type { Arm, Context } from "./model.ts";
import type { Observation, ValidObservation } from "./records.ts";
import type { CaseResult, PairResult } from "./results.ts";
import { failing, measuring, type SyntheticRun, syntheticRun } from "./synthetic-run.ts";

/** 2.001 to 2.013 times 100 µs over 13 rounds: surely more, and no two rounds alike. */
const twice = (round: number) => 200_000 + 100 * round;
/** Now above and now below 100 µs. */
const about = (round: number) => Math.round(100_000 * 1.001 ** (round % 2 === 0 ? round : -round));
const once = 100_000;
const steady = () => once;

function analyse(options: Partial<SyntheticRun> = {}) {
  return analyseRun(syntheticRun({ cases: [{ latencyNs: { fresh: twice, shared: steady } }], ...options }));
}

function sharedPair(result: { readonly cases: readonly CaseResult[] }): PairResult {
  return pairOf(result.cases[0]!, "shared")!;
}

function counts(pair: PairResult) {
  return [pair.verdict.kind, pair.validPairs, pair.plannedPairs];
}

/** Fails the arm of `context` in these rounds. */
function failingIn(rounds: readonly number[], context: Context) {
  return (valid: ValidObservation, arm: Arm): Observation =>
    arm.context === context && rounds.includes(valid.round) ? failing(valid, "broke") : valid;
}

describe("analyseRun()", () => {
  it("compares fresh with shared over the rounds", () => {
    const pair = sharedPair(analyse());
    assert.deepEqual(counts(pair), ["differs", 13, 13]);
    assert.ok(Math.abs(pair.ratio! - 2.007) < 0.0001, `${pair.ratio}`);
    assert.equal(pair.pValue, 2 ** -12);
  });

  it("does not depend on the order in which observations were stored", () => {
    const run = syntheticRun({ cases: [{ latencyNs: { fresh: twice, shared: about } }] });
    const reversed = { ...run, observations: run.observations.toReversed() };
    assert.deepEqual(analyseRun(reversed), analyseRun(run));
  });

  it("gives every case its own pairs, in the order of the plan", () => {
    const { cases } = analyse({
      cases: [
        { latencyNs: { fresh: about, shared: steady } },
        { trust: "none", client: "empty", latencyNs: { fresh: steady } },
        { client: "undici", latencyNs: { fresh: twice, shared: steady, distinct: twice } },
      ],
    });
    assert.deepEqual(
      cases.map(({ pairs }) => pairs.map(({ denominator, verdict }) => `${denominator} ${verdict.kind}`)),
      [["shared indistinct"], [], ["shared differs", "distinct indistinct"]],
    );
    assert.deepEqual(
      cases.map(({ of }) => of.client),
      ["node:https", "empty", "undici"],
    );
  });

  it("says what the plan was and where the time went", () => {
    const result = analyse({ rounds: 7 });
    assert.deepEqual([result.rounds, result.familySize, result.exploratory], [7, 1, false]);
    assert.equal(result.timeSpent.processes, 2 * 7);
    assert.deepEqual([result.cases[0]?.warmupOperations, result.cases[0]?.timedOperations], [5, 10]);
  });

  it("flags outliers, and counts them", () => {
    const { cases } = analyse({
      observe: (valid, arm) =>
        arm.context === "shared" && valid.round === 4 ? measuring(valid, { operationNs: [300_000] }) : valid,
    });
    assert.deepEqual(cases[0]?.outliers, [{ context: "shared", round: 4, factor: 3 }]);
    assert.equal(pairOf(cases[0]!, "shared")?.validPairs, 13);
  });
});

describe("analyseRun() of repeated rounds", () => {
  const slow = (valid: ValidObservation) => measuring(valid, { operationNs: [900_000] });

  /** Round 4 of both arms twice, as `attempts` says. */
  function repeated(attempts: (valid: ValidObservation) => readonly Observation[]) {
    return analyse({ observe: (valid) => (valid.round === 4 ? attempts(valid) : valid) });
  }

  it("takes the last attempt alone, wherever it stands in the file", () => {
    const plain = analyse().cases;
    const second = (valid: ValidObservation) => ({ ...valid, attempt: 2 });
    assert.deepEqual(repeated((valid) => [slow(valid), second(valid)]).cases, plain);
    assert.deepEqual(repeated((valid) => [second(valid), slow(valid)]).cases, plain);
  });

  it("heals a fault of the harness, and takes a failure of the repetition for one", () => {
    const broken = (valid: ValidObservation) => failing(valid, "server gone", "harness");
    const healed = repeated((valid) => [broken(valid), { ...valid, attempt: 2 }]);
    assert.deepEqual(counts(sharedPair(healed)), ["differs", 13, 13]);
    const notHealed = repeated((valid) => [valid, { ...broken(valid), attempt: 2 }]);
    assert.deepEqual(counts(sharedPair(notHealed)), ["differs", 12, 13]);
  });
});

describe("analyseRun() of failures", () => {
  it("removes a failed arm's pair and shows n valid of n planned", () => {
    const result = analyse({ observe: failingIn([3], "fresh") });
    assert.deepEqual(counts(sharedPair(result)), ["differs", 12, 13]);
    const [fresh, shared] = result.cases[0]!.arms;
    assert.ok(fresh?.state === "measured" && shared?.state === "measured");
    assert.deepEqual([fresh.validRounds, shared.validRounds, shared.plannedRounds], [12, 13, 13]);
  });

  it("gives no verdict where more than 10 % of the pairs are missing", () => {
    const pair = sharedPair(analyse({ observe: failingIn([3, 8], "shared") }));
    assert.deepEqual(counts(pair), ["missing-pairs", 11, 13]);
    assert.ok(pair.interval && pair.adjustedPValue === null);
  });

  it("counts the planned rounds where a run was interrupted", () => {
    const result = analyse({ observe: (valid) => (valid.round > 9 ? [] : valid) });
    assert.deepEqual(counts(sharedPair(result)), ["missing-pairs", 9, 13]);
    const [fresh] = result.cases[0]!.arms;
    assert.ok(fresh?.state === "measured");
    assert.deepEqual([fresh.validRounds, fresh.plannedRounds], [9, 13]);
  });

  it("keeps an arm that never worked, with the reason, and withholds its ratio", () => {
    const result = analyse({ rounds: 2, observe: failingIn([1, 2], "shared") });
    const [, shared] = result.cases[0]!.arms;
    assert.ok(shared?.state === "failed");
    assert.equal(shared.reason, "broke");
    assert.deepEqual(counts(sharedPair(result)), ["withheld", 0, 2]);
  });

  it("keeps a case that was excluded before round 1, with the reason and no pair", () => {
    const excluded = "premise failed";
    const latencyNs = { fresh: twice, shared: steady };
    const [result] = analyse({ cases: [{ latencyNs, planned: { excluded } }] }).cases;
    assert.deepEqual(
      result?.arms.map((arm) => arm.state === "failed" && arm.reason),
      [excluded, excluded],
    );
    assert.deepEqual(result?.pairs, []);
  });
});

describe("analyseRun() of verdicts", () => {
  it("needs more rounds where the family is too large for those there are", () => {
    const { verdict } = sharedPair(analyse({ rounds: 12, plan: { familySize: 201 } }));
    assert.deepEqual(verdict, { kind: "need-rounds", rounds: 13 });
    assert.deepEqual(sharedPair(analyse({ rounds: 5 })).verdict, { kind: "need-rounds", rounds: 6 });
  });

  it("corrects over the family of the plan, not over the pairs of the run", () => {
    assert.equal(sharedPair(analyse()).adjustedPValue, 2 ** -12);
    assert.equal(sharedPair(analyse({ plan: { familySize: 200 } })).adjustedPValue, 200 * 2 ** -12);
  });

  it("gives no interval, p or verdict of an exploratory run", () => {
    const result = analyse({ plan: { exploratory: true } });
    const { ratio, interval, pValue, adjustedPValue, verdict } = sharedPair(result);
    assert.ok(ratio !== null && result.exploratory);
    assert.deepEqual([interval, pValue, adjustedPValue, verdict.kind], [null, null, null, "exploratory"]);
  });

  it("names the smallest change that an indistinct pair could have shown", () => {
    const { verdict } = sharedPair(analyse({ cases: [{ latencyNs: { fresh: about, shared: steady } }] }));
    assert.ok(verdict.kind === "indistinct" && verdict.smallestDetectable > 1);
  });
});

describe("analyseRun() of contexts", () => {
  it("never compares a reused client, which makes one handshake where fresh makes one a request", () => {
    const latencyNs = { fresh: twice, shared: steady, distinct: twice, "reused-client": steady };
    const [result] = analyse({ cases: [{ scenario: "request", latencyNs }] }).cases;
    assert.deepEqual(
      result?.pairs.map(({ denominator }) => denominator),
      ["shared", "distinct"],
    );
    assert.equal(result?.arms.filter(({ state }) => state === "measured").length, 4);
  });

  it("withholds the ratio of unequal full handshakes", () => {
    const [result] = analyse({
      cases: [{ scenario: "request", latencyNs: { fresh: twice, shared: steady } }],
      observe: (valid, { context }) =>
        context === "shared" && valid.round === 1
          ? { ...valid, server: { ...valid.server!, fullHandshakes: 1, resumedHandshakes: 15 } }
          : valid,
    }).cases;
    const { ratio, verdict } = pairOf(result!, "shared")!;
    // 13 processes of 16 requests each; one of the other arm's made 15 fewer.
    const reason = "unequal work: 208 full handshakes against 193";
    assert.deepEqual([ratio, verdict], [null, { kind: "withheld", reason }]);
  });

  it("lists what is unsupported with its reason, and pairs nothing without fresh", () => {
    const unsupported = [{ context: "distinct", reason: "takes no PEM" }] as const;
    const [result] = analyse({ cases: [{ latencyNs: { shared: steady }, planned: { unsupported } }] }).cases;
    assert.deepEqual(result?.pairs, []);
    const arm = { ...result?.of, context: "distinct" };
    assert.deepEqual(result?.arms[1], { state: "unsupported", arm, reason: "takes no PEM" });
  });
});

describe("analyseRun()'s bundleHalfWidth", () => {
  /** With 6 rounds the interval is the range: from 2 to 2 × factor², so that its half-width is factor − 1. */
  const wide = (factor: number) => ({
    fresh: (round: number) => 2 * once * factor ** ((2 * (round - 1)) / 5),
    shared: steady,
  });

  it("is the median over the bundle's ratios of fresh and shared", () => {
    const distinct = (round: number) => once * 9 ** round;
    const { bundleHalfWidth } = analyse({
      rounds: 6,
      cases: [
        { client: "a", latencyNs: { ...wide(1.1), distinct } },
        { client: "b", latencyNs: wide(1.5) },
        { client: "c", latencyNs: wide(1.2) },
        { client: "d", trust: "mtls", latencyNs: wide(7) },
        { client: "e", trust: "mtls", latencyNs: wide(8) },
      ],
    });
    assert.ok(Math.abs(bundleHalfWidth! - 0.2) < 1e-9, `${bundleHalfWidth}`);
  });

  it("is null where no bundle has an interval", () => {
    assert.equal(analyse({ rounds: 5 }).bundleHalfWidth, null);
    assert.equal(analyse({ cases: [{ trust: "mtls", latencyNs: wide(2) }] }).bundleHalfWidth, null);
  });
});
