import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../analyse-run.ts";
import { planRounds } from "../arm-order.ts";
import { armId } from "../model.ts";
import type { Observation, Run } from "../records.ts";
import { failing, syntheticObservation, syntheticRun } from "../synthetic-run.ts";
import { fromTheStart, type RemainingRound, remainingRounds } from "./remaining-rounds.ts";

const run = syntheticRun({
  cases: [
    { latencyNs: { fresh: 2000, shared: 1000, distinct: 2100 } },
    { trust: "default", latencyNs: { fresh: 3000, shared: 1500 } },
    { client: "empty", trust: "none", latencyNs: { fresh: 200 } },
  ],
  rounds: 4,
});
const order = planRounds(run.plan.cases, run.plan.rounds, run.header.seed);

/** What a run records of these rounds where nothing goes wrong. */
function measure(rounds: readonly RemainingRound[]): Observation[] {
  return rounds.flatMap(({ round, arms, attempt }) =>
    arms.map((arm) => ({ ...syntheticObservation(arm, round, 1000), attempt })),
  );
}

const whole = measure(fromTheStart(order));
const place = ({ round, armId: id }: Observation) => `${round} ${id}`;

describe("remainingRounds()", () => {
  it("goes on in the planned order, wherever the run stopped, and leaves nothing out", () => {
    for (let stop = 0; stop <= whole.length; stop++) {
      const done = whole.slice(0, stop);
      const rest = measure(remainingRounds(order, done));
      const counted = new Map([...done, ...rest].map((one) => [place(one), one]));
      assert.deepEqual([...counted.keys()].sort(), whole.map(place).sort(), `stopped after ${stop}`);
      // The rest is the end of the plan, from the first arm of the round that was cut short.
      assert.deepEqual(rest.map(place), whole.map(place).slice(whole.length - rest.length));
      assert.ok(rest.length >= whole.length - stop && rest.length <= whole.length - stop + 2);
    }
  });

  it("measures a round that was cut short again as a whole, under the next attempt's number", () => {
    const first = order.findIndex(({ arms }) => arms.length > 1);
    const rest = order.slice(first);
    const { arms } = rest[0]!;
    const half = measure(fromTheStart(rest)).slice(0, arms.length - 1);
    const [again, ...others] = remainingRounds(rest, half);
    assert.deepEqual([again!.round, again!.attempt, again!.arms], [1, 2, arms]);
    assert.ok(others.length > 0 && others.every(({ attempt }) => attempt === 1));
    // Stopped once more, in the midst of the repetition.
    const twice = [...half, ...measure([again!]).slice(0, 1)];
    assert.equal(remainingRounds(rest, twice)[0]!.attempt, 3);
  });

  it("has nothing to do after the last round", () => {
    assert.deepEqual(remainingRounds(order, whole), []);
  });

  it("makes the repetition that a fault of the harness had coming, and no second one", () => {
    const [first] = order;
    const faulty = measure(fromTheStart([first!])).map((one) =>
      one.status === "valid" ? failing(one, "the server died", "harness") : one,
    );
    const [again] = remainingRounds(order, faulty);
    assert.deepEqual([again!.attempt, again!.mayRepeat], [2, false]);
    const repeated = faulty.map((one) => ({ ...one, attempt: 2 }));
    assert.equal(remainingRounds([first!], [...faulty, ...repeated]).length, 0);
  });
});

describe("analyseRun() of a run that was resumed", () => {
  const two = run.plan.cases.find(({ of }) => of.trust === "default")!;

  it("pairs the repetition alone, though the half is in the file", () => {
    const stop = whole.findIndex(({ armId: id, round }) => round === 3 && id === armId(two.arms[0]!));
    const mate = whole.findIndex(({ armId: id, round }) => round === 3 && id === armId(two.arms[1]!));
    const done = whole.slice(0, Math.max(stop, mate));
    // The half was ten times as slow: were it counted, a ratio would show it.
    const slow = done.map((one) =>
      one === done.at(-1) && one.status === "valid"
        ? { ...syntheticObservation(two.arms[0]!, 3, 10_000), armId: one.armId }
        : one,
    );
    const resumed: Run = {
      ...run,
      plan: { ...run.plan, rounds: 4 },
      observations: [...slow, ...measure(remainingRounds(order, done))],
    };
    assert.equal(resumed.observations.length, whole.length + 1);
    const result = analyseRun(resumed).cases.find(({ id }) => id === two.id)!;
    assert.equal(result.pairs[0]!.validPairs, 4);
    assert.ok(result.pairs[0]!.logRatios.every((one) => one === 0));
  });
});
