import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../analyse-run.ts";
import { syntheticBuilds } from "../comparison/synthetic-builds.ts";
import type { Header, Run } from "../records.ts";
import { seededRandom, shuffled } from "../statistics/random.ts";
import { poolEffects } from "../statistics/random-effects.ts";
import { distinctRuns } from "./distinct-runs.ts";
import { disagreeing, effectOf, mergeResults } from "./merge-results.ts";
import { pairText } from "./run-pairs.ts";
import { namedRun, syntheticMachine, syntheticMachineRun } from "./synthetic-merge.ts";

const alike = [1, 2, 3].map((seed) => syntheticMachine({ seed, factor: 1 + 0.0001 * seed }));

describe("mergeResults() of the same cases on several machines", () => {
  it("is the random-effects mean of the machines' log ratios", () => {
    const { pairs, familySize } = mergeResults(alike);
    assert.equal(familySize, 4);
    assert.equal(pairs.length, 4);
    for (const { machines, ratio, interval, between, verdict } of pairs) {
      const pooled = poolEffects(machines.map(({ pair }) => effectOf(pair)!));
      assert.equal(machines.length, 3);
      assert.equal(ratio, Math.exp(pooled.value));
      assert.deepEqual(interval, { low: Math.exp(pooled.low), high: Math.exp(pooled.high) });
      assert.ok(Math.abs(ratio! - 2.0004) < 0.003, `${ratio}`);
      assert.equal(between!.machines, 3);
      assert.ok(between!.spread < 1.005 && between!.prediction!.low < ratio!);
      assert.equal(verdict.kind, "differs");
    }
    assert.deepEqual(disagreeing({ pairs }), []);
  });

  it("warns where the machines do not have one ratio, and widens the interval", () => {
    const apart = [1, 1.05, 0.9].map((factor, seed) => syntheticMachine({ seed, factor }));
    const results = mergeResults(apart);
    assert.equal(disagreeing(results).length, 4);
    const { between, interval } = results.pairs[0]!;
    assert.ok(between!.spread > 1.05 && between!.spread < 1.12, `${between!.spread}`);
    assert.ok(Math.abs(between!.range - 1.05 / 0.9) < 0.002);
    // t with two degrees of freedom, times the standard error of a mean of three: about ±20 %.
    assert.ok(interval!.high / interval!.low > 1.3);
  });

  it("pools no machine that lost too many of its pairs, and says so by its count", () => {
    const lame = syntheticMachineRun({ seed: 9 });
    const cut = { ...lame, observations: lame.observations.filter(({ round }) => round <= 7), finish: null };
    const [pair] = mergeResults([...alike.slice(0, 2), namedRun(cut)]).pairs;
    assert.deepEqual([pair!.machines.length, pair!.between!.machines], [3, 2]);
    assert.equal(pair!.between!.prediction, null);
  });

  it("has no ratio for all where several have no interval", () => {
    const quick = [1, 2].map((seed) => syntheticMachine({ seed, rounds: 3 }));
    const [pair] = mergeResults(quick).pairs;
    assert.deepEqual([pair!.ratio, pair!.interval, pair!.between], [null, null, null]);
    assert.equal(pair!.verdict.kind, "need-rounds");
  });
});

describe("mergeResults() of builds", () => {
  const machine = (seed: number, header: Partial<Header> = {}) =>
    namedRun(
      syntheticBuilds({
        builds: ["node@22", "node@24", "new"].map((build) => ({ build })),
        cases: [{ client: "node:tls" }, { client: "undici" }],
        contexts: ["fresh", "shared"],
        header: { runId: `20261125-1530-0000000${seed}`, seed, codeSha256: "12".repeat(32), ...header },
        latencyNs: (build, _case, round) => 1e6 * (build + 1) * (1 + 0.001 * ((round * (build + seed)) % 13)),
      }),
    );

  it("pools each later build against the first, in each context", () => {
    const runs = [1, 2, 3].map((seed) => machine(seed));
    const { pairs, familySize } = mergeResults(runs);
    assert.equal(familySize, 8);
    assert.deepEqual(
      pairs.map(({ id, sides }) => `${id} ${pairText(sides)}`),
      ["node:tls", "undici"].flatMap((client) =>
        ["node@24", "new"].flatMap((head) =>
          ["fresh", "shared"].map((context) => `node/${client}/bundle/create ${head} ÷ node@22, ${context}`),
        ),
      ),
    );
    for (const { machines, ratio, verdict, sides } of pairs) {
      assert.equal(machines.length, 3);
      assert.equal(verdict.kind, "differs");
      assert.ok(Math.abs(ratio! - (sides.numerator.build === "new" ? 3 : 2)) < 0.03, `${ratio}`);
    }
  });

  it("has for one machine what `compare` says", () => {
    const run = machine(1);
    const { pairs } = mergeResults([run]);
    const compared = run.pairs.map(({ judged }) => [judged.ratio, judged.adjustedPValue]);
    assert.deepEqual(
      pairs.map(({ ratio, adjustedPValue }) => [ratio, adjustedPValue]),
      compared,
    );
  });
});

describe("mergeResults() of shards", () => {
  // More pairs are to be judged than these runs have: some could not be measured.
  const inFamily = (run: Run): Run => ({ ...run, plan: { ...run.plan, familySize: 9 } });
  const division = (id: string) => (id.includes("/default/") || id.includes("/mtls/") ? 1 : 2);
  const shards = [1, 2].map((index) =>
    inFamily(
      syntheticMachineRun({
        seed: 5,
        header: { shard: { index, count: 2 }, startedAt: `2026-11-25T15:30:0${index}.000Z` },
        only: (id) => division(id) === index,
      }),
    ),
  );
  const whole = analyseRun(inFamily(syntheticMachineRun({ seed: 5 })));

  it("has the whole plan's results, verdicts and corrected p as one run would", () => {
    const { pairs, missing } = mergeResults(shards.map((run) => namedRun(run)));
    assert.deepEqual(missing, { cases: [], unmeasured: [], shards: [] });
    const expected = whole.cases.flatMap(({ id, pairs: own }) =>
      own.map(({ ratio, adjustedPValue, verdict }) => ({ id, ratio, adjustedPValue, verdict })),
    );
    const found = pairs.map(({ id, ratio, adjustedPValue, verdict }) => ({
      id,
      ratio,
      adjustedPValue,
      verdict,
    }));
    assert.deepEqual(found, expected);
  });

  it("names the shards and cases that are not there", () => {
    const { missing } = mergeResults([namedRun(shards[0]!)]);
    assert.deepEqual(missing.shards, [{ index: 2, count: 2 }]);
    assert.deepEqual(missing.cases, ["node/node:https/private-ca/create", "node/node:https/bundle/create"]);
  });
});

describe("mergeResults() of what was planned and not measured", () => {
  const whole = syntheticMachineRun({ seed: 1 });
  const unmeasured = (...runs: Run[]) => mergeResults(runs.map((run) => namedRun(run))).missing.unmeasured;
  const bundle = "node/node:https/bundle/create";
  const without = (arm: string): Run => ({
    ...whole,
    observations: whole.observations.filter(({ armId }) => armId !== arm),
  });

  it("names cases of which an arm has no result, unless another machine has it", () => {
    assert.deepEqual(unmeasured(whole), []);
    const half = without(`${bundle}/shared`);
    assert.deepEqual(unmeasured(half), [bundle]);
    assert.deepEqual(unmeasured(half, syntheticMachineRun({ seed: 2 })), []);
    assert.deepEqual(
      unmeasured({ ...whole, observations: [] }),
      whole.plan.cases.map(({ id }) => id),
      "the control too",
    );
  });

  it("names cases whose arms have no round in common, and those that were excluded", () => {
    const apart = whole.observations.filter(
      ({ armId, round }) => !armId.startsWith(bundle) || armId.endsWith("fresh") === round > 6,
    );
    assert.deepEqual(unmeasured({ ...whole, observations: apart }), [bundle]);
    const cases = whole.plan.cases.map((one) =>
      one.id === bundle ? { ...one, excluded: "a premise" } : one,
    );
    assert.deepEqual(unmeasured({ ...whole, plan: { ...whole.plan, cases } }), [bundle]);
  });
});

describe("distinctRuns(), and what is made of them,", () => {
  const random = seededRandom(20261125);
  const runs = [
    ...alike,
    syntheticMachine({
      seed: 3,
      header: { shard: { index: 1, count: 2 } },
      only: (id) => id.includes("mtls"),
    }),
    syntheticMachine({ seed: 4 }),
  ];
  const expected = mergeResults(distinctRuns(runs));

  it("do not depend on the order, nor on a run being named twice", () => {
    for (let trial = 0; trial < 50; trial++) {
      const again = runs.filter(() => random() < 0.4);
      const named = shuffled([...runs, ...again], random);
      assert.deepEqual(mergeResults(distinctRuns(named)), expected);
    }
  });

  it("are the same after being put together by parts, in any grouping", () => {
    for (let trial = 0; trial < 50; trial++) {
      const mixed = shuffled(runs, random);
      const cut = 1 + Math.floor(random() * (mixed.length - 1));
      const parts = [distinctRuns(mixed.slice(0, cut)), distinctRuns(mixed.slice(cut))];
      const once = distinctRuns(parts.flat());
      assert.deepEqual(mergeResults(distinctRuns([...once, ...parts[0]!])), expected);
    }
  });

  it("take of a run its fullest copy", () => {
    const whole = syntheticMachineRun({ seed: 1 });
    const early = namedRun(
      { ...whole, observations: whole.observations.slice(0, 20), finish: null },
      "early",
    );
    const later = namedRun(
      { ...whole, observations: whole.observations.slice(0, 30), finish: null },
      "later",
    );
    const full = namedRun(whole, "full");
    for (const copies of [
      [early, later, full],
      [full, early, later],
    ]) {
      assert.deepEqual(
        distinctRuns(copies).map(({ file }) => file),
        ["full"],
      );
    }
    assert.equal(distinctRuns([early, later])[0]!.file, "later");
  });

  it("refuse two different records of one run", () => {
    const one = syntheticMachineRun({ seed: 1 });
    const finish = { ...one.finish!, elapsedNs: 1 };
    assert.throws(
      () => distinctRuns([namedRun(one), namedRun({ ...one, finish })]),
      /two different records of the run 20261125-1530-00000001/,
    );
  });
});
