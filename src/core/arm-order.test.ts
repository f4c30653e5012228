import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planRounds } from "./arm-order.ts";
import { type Arm, armId, type Context, caseId } from "./model.ts";

function planned(client: string, contexts: readonly Context[]) {
  const of = { runtime: "node", client, trust: "bundle", scenario: "create" } as const;
  return { id: caseId(of), arms: contexts.map((context): Arm => ({ ...of, context })) };
}

const cases = [
  planned("a", ["fresh", "shared"]),
  planned("b", ["fresh", "shared", "distinct"]),
  planned("c", ["fresh"]),
  planned("d", ["fresh", "shared", "distinct", "reused-client", "extra-ca"]),
];

/** The order as text, to compare whole runs. */
function orderOf(rounds: number, seed: number): string[] {
  return planRounds(cases, rounds, seed).flatMap(({ round, arms }) =>
    arms.map((arm) => `${round} ${armId(arm)}`),
  );
}

/** In how many rounds `first` runs before `second`. */
function timesBefore(runs: ReturnType<typeof planRounds>, first: Arm, second: Arm): number {
  return runs.filter(({ arms }) => arms.includes(first) && arms.indexOf(first) < arms.indexOf(second)).length;
}

describe("planRounds()", () => {
  it("runs every arm of every case once a round, round by round, a case's arms next to each other", () => {
    for (const rounds of [1, 2, 5, 13]) {
      const runs = planRounds(cases, rounds, 7);
      assert.equal(runs.length, rounds * cases.length);
      for (let round = 1; round <= rounds; round++) {
        const ofRound = runs.slice((round - 1) * cases.length, round * cases.length);
        assert.ok(ofRound.every((one) => one.round === round));
        assert.deepEqual(new Set(ofRound.map((one) => one.case)), new Set(cases));
        for (const one of ofRound) {
          assert.equal(one.arms.length, one.case.arms.length);
          assert.deepEqual(new Set(one.arms), new Set(one.case.arms));
        }
      }
    }
  });

  it("puts each of any two arms first equally often, ± 1, at every number of rounds", () => {
    const pairs = cases.flatMap(({ arms }) =>
      arms.flatMap((second, index) => arms.slice(0, index).map((first): [Arm, Arm] => [first, second])),
    );
    for (let seed = 0; seed < 20; seed++) {
      for (let rounds = 1; rounds <= 14; rounds++) {
        const runs = planRounds(cases, rounds, seed);
        for (const [first, second] of pairs) {
          const difference = timesBefore(runs, first, second) - timesBefore(runs, second, first);
          assert.equal(Math.abs(difference), rounds % 2, `${armId(first)}, ${rounds} rounds`);
        }
      }
    }
  });

  it("gives the same order for the same seed, and another for another", () => {
    assert.deepEqual(orderOf(5, 7), orderOf(5, 7));
    assert.notDeepEqual(orderOf(5, 7), orderOf(5, 8));
  });

  it("gives the order that it has always given, so that a published run can be made again", () => {
    const order = planRounds(cases.slice(0, 2), 3, 7).map(({ round, case: { id }, arms }) => {
      return `${round} ${id.split("/")[1]}: ${arms.map(({ context }) => context).join(" ")}`;
    });
    assert.deepEqual(order, [
      "1 b: shared distinct fresh",
      "1 a: shared fresh",
      "2 a: fresh shared",
      "2 b: fresh distinct shared",
      "3 b: distinct shared fresh",
      "3 a: fresh shared",
    ]);
  });
});

describe("planRounds()'s shuffle", () => {
  const seeds = Array.from({ length: 600 }, (_, seed) => seed);

  /** How often each name came out, for each round's first case or a case's first arm. */
  function tally(names: readonly string[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }

  it("lets any case be the round's first", () => {
    for (const round of [1, 2, 3]) {
      const first = tally(
        seeds.map((seed) => planRounds(cases, 3, seed)[(round - 1) * cases.length]!.case.id),
      );
      assert.equal(Object.keys(first).length, cases.length);
      // 150 expected, with a standard deviation of 10.6.
      for (const count of Object.values(first)) assert.ok(Math.abs(count - 150) < 45, `${count} of 600`);
    }
  });

  it("lets any arm be the first of its case in an odd round, the last without a partner too", () => {
    for (const round of [1, 3]) {
      const ofThree = cases[1]!;
      const first = tally(
        seeds.map((seed) => {
          const run = planRounds(cases, 3, seed).find((one) => one.round === round && one.case === ofThree);
          return armId(run!.arms[0]!);
        }),
      );
      assert.equal(Object.keys(first).length, 3);
      // 200 expected, with a standard deviation of 11.5.
      for (const count of Object.values(first)) assert.ok(Math.abs(count - 200) < 48, `${count} of 600`);
    }
  });
});
