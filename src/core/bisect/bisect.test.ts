import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { binomialInterval } from "../statistics/binomial-interval.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { bisect } from "./bisect.ts";
import { mostHalvings } from "./bisect-plan.ts";
import type { Answer, BisectResult, Question } from "./questions.ts";
import { askHistory, type History, planOf } from "./synthetic-history.ts";

const trials = 250;

function search(history: History, seed: number): Promise<BisectResult> {
  return bisect(planOf(history), askHistory(history, seed));
}

async function searches(history: History): Promise<BisectResult[]> {
  return Promise.all(Array.from({ length: trials }, (_, index) => search(history, 1000 + index)));
}

/** Not more often than this, as far as so many trials can tell. */
function assertAtMost(rate: Rate, limit: number): void {
  assert.ok(binomialInterval(rate.successes, rate.trials).low <= limit, JSON.stringify(rate));
}

function assertAtLeast(rate: Rate, limit: number): void {
  assert.ok(rate.successes >= limit * rate.trials, JSON.stringify(rate));
}

/** `before` versions as the first, all later ones by this factor. */
function step(count: number, before: number, factor: number): number[] {
  return Array.from({ length: count }, (_, index) => (index < before ? 1 : factor));
}

const isFoundAt =
  (place: number) =>
  ({ end, newer, older }: BisectResult): boolean =>
    end.kind === "found" && newer === `1.${place}.0` && older === `1.${place - 1}.0`;

/** Ended with a pair that is said to hold the change. */
const isFound = ({ end }: BisectResult) => end.kind === "found";

describe("bisect() of a history with one change", () => {
  for (const place of [1, 2, 13, 23, 24]) {
    it(`finds it at version ${place} of 25, and names another in at most 5 %`, async () => {
      const results = await searches({ levels: step(25, place, 1.1) });
      assertAtLeast(rateOf(results, isFoundAt(place)), 0.9);
      assertAtMost(
        rateOf(results, (one) => isFound(one) && !isFoundAt(place)(one)),
        0.05,
      );
    });
  }

  it("finds one that made it faster, and the change's interval holds the truth", async () => {
    const results = await searches({ levels: step(9, 4, 1 / 1.2) });
    assertAtLeast(rateOf(results, isFoundAt(4)), 0.95);
    const holds = rateOf(
      results.filter(isFoundAt(4)),
      ({ change }) => change!.low! <= 1 / 1.2 && 1 / 1.2 <= change!.high!,
    );
    assert.ok(binomialInterval(holds.successes, holds.trials).high >= 0.95, JSON.stringify(holds));
  });

  it("takes no more decisions than its error was divided by", async () => {
    for (const count of [2, 3, 4, 25, 70]) {
      const { decisions, plan } = await search({ levels: step(count, count - 1, 1.3) }, 5);
      assert.ok(decisions.length <= plan.decisions, `${decisions.length} of ${count}`);
      const spent = decisions.reduce((sum, { error }) => sum + error, 0);
      assert.ok(spent <= plan.totalError + 1e-12);
    }
    assert.deepEqual([2, 3, 4, 5, 6, 25].map(mostHalvings), [0, 1, 2, 2, 3, 5]);
  });

  it("looks again where it is not clear, and does not guess", async () => {
    const results = await searches({ levels: step(5, 2, 1.08), noise: 0.06 });
    const looks = results.flatMap(({ decisions }) => decisions.map(({ files }) => files.length));
    assert.ok(Math.max(...looks) > 1);
    assertAtMost(
      rateOf(results, (one) => isFound(one) && !isFoundAt(2)(one)),
      0.05,
    );
  });
});

describe("bisect() of other histories", () => {
  it("proves no change where there is none, and none of exactly the threshold", async () => {
    const none = await searches({ levels: step(9, 9, 1) });
    assertAtLeast(
      rateOf(none, ({ end }) => end.kind === "ends-same"),
      0.95,
    );
    const limit = await searches({ levels: step(9, 4, 1.05) });
    assertAtMost(
      rateOf(limit, ({ decisions }) => decisions[0]!.verdict !== "unclear"),
      0.05 / 5,
    );
    assert.equal(none[0]!.possible.length, 8);
  });

  it("of two changes finds one, whichever it is", async () => {
    const levels = [...step(10, 4, 1.12), ...step(10, 3, 1.12).map((one) => 1.12 * one)];
    const results = await searches({ levels });
    const isOne = (one: BisectResult) => isFoundAt(4)(one) || isFoundAt(13)(one);
    assertAtLeast(rateOf(results, isOne), 0.9);
    assertAtMost(
      rateOf(results, (one) => isFound(one) && !isOne(one)),
      0.05,
    );
    // The middle version lies half-way: neither as good nor as bad.
    assert.ok(results.some(({ decisions }) => decisions.some(({ verdict }) => verdict === "between")));
  });

  it("calls no version of a gradual drift the one", async () => {
    const results = await searches({
      levels: Array.from({ length: 17 }, (_, index) => 1.01 ** index),
      noise: 0.01,
    });
    assertAtMost(rateOf(results, isFound), 0.05);
    assert.ok(results.every(({ end }) => ["spread", "step-unclear", "found"].includes(end.kind)));
  });

  it("stops where a version lies in the middle of two changes below the threshold", async () => {
    const results = await searches({ levels: [1, 1.04, 1.04, 1.08], noise: 0.01 });
    // Either side of the middle is wrong here in half of its error: this is as often as a decision errs.
    const { plan } = results[0]!;
    const decided = rateOf(
      results.filter(({ decisions }) => decisions.length > 1),
      ({ decisions }) => decisions[1]!.verdict !== "unclear",
    );
    assert.ok(decided.trials > 50);
    assertAtMost(decided, plan.totalError / plan.decisions);
    const stopped = results.find(({ end }) => end.kind === "step-unclear")!;
    assert.deepEqual(stopped.possible, ["1.1.0", "1.2.0", "1.3.0"]);
  });
});

describe("bisect() where versions cannot be measured", () => {
  it("passes over them, and leaves those beside the change possible", async () => {
    const history = { levels: step(9, 5, 1.2), broken: [4, 5] };
    const result = await search(history, 7);
    assert.equal(result.end.kind, "found");
    assert.deepEqual([result.older, result.newer], ["1.3.0", "1.6.0"]);
    assert.deepEqual(result.possible, ["1.4.0", "1.5.0", "1.6.0"]);
    assert.ok(result.skipped.every(({ reason }) => reason === "it does not start"));
  });

  it("ends where it is good or bad", async () => {
    const { end, possible } = await search({ levels: step(4, 2, 1.2), broken: [3] }, 8);
    assert.deepEqual(end, { kind: "cannot", version: "1.3.0", reason: "it does not start" });
    assert.equal(possible.length, 3);
  });

  it("ends where it is stopped, with what is possible then", async () => {
    const history = { levels: step(9, 6, 1.3) };
    const ask = askHistory(history, 9);
    const stopping = async (question: Question): Promise<Answer> =>
      question.decision < 3 ? ask(question) : { kind: "stopped" };
    const { end, possible } = await bisect(planOf(history), stopping);
    assert.equal(end.kind, "stopped");
    assert.deepEqual(possible, ["1.5.0", "1.6.0", "1.7.0", "1.8.0"]);
  });
});
