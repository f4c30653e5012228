import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Arm } from "./model.ts";
import { type ComparisonInput, comparePair, estimate, leastPairsForInterval } from "./pair.ts";
import type { Observation, ValidObservation } from "./records.ts";
import { failing, measuring, syntheticObservation } from "./synthetic-run.ts";

const fresh: Arm = {
  runtime: "bun",
  client: "fetch",
  trust: "bundle",
  scenario: "request",
  context: "fresh",
};
const shared: Arm = { ...fresh, context: "shared" };

/** One process a round, from round 1, by its latency. */
function processes(arm: Arm, latenciesNs: readonly number[]): ValidObservation[] {
  return latenciesNs.map((latencyNs, index) => syntheticObservation(arm, index + 1, latencyNs));
}

/** fresh takes 2, 4 or 8 times what shared takes. */
const freshSix = processes(fresh, [20_000, 20_000, 40_000, 40_000, 80_000, 80_000]);
const sharedSix = processes(shared, new Array(6).fill(10_000));

function compare(changes: Partial<ComparisonInput> = {}) {
  return comparePair({
    first: freshSix,
    second: sharedSix,
    plannedPairs: 6,
    exploratory: false,
    ...changes,
  });
}

function assertClose(actual: number | null | undefined, expected: number): void {
  assert.ok(
    typeof actual === "number" && Math.abs(actual - expected) <= 1e-9 * Math.abs(expected),
    `${actual}`,
  );
}

function assertRatioAlone(result: ReturnType<typeof compare>): void {
  assertClose(result.ratio, 4);
  assert.deepEqual([result.interval, result.pValue, result.trend], [null, null, null]);
  assert.deepEqual(Object.keys(result.cpuSavedNs ?? {}), ["value"]);
  assert.deepEqual(Object.keys(result.cpuRatio ?? {}), ["value"]);
}

describe("comparePair()", () => {
  it("estimates fresh ÷ other from the rounds' log ratios", () => {
    const result = compare();
    assert.deepEqual([result.validPairs, result.plannedPairs, result.withheld], [6, 6, null]);
    for (const [index, ratio] of [2, 2, 4, 4, 8, 8].entries()) {
      assertClose(Math.exp(result.logRatios[index]!), ratio);
    }
    assertClose(result.ratio, 4);
    assertClose(result.interval?.low, 2);
    assertClose(result.interval?.high, 8);
    assert.equal(result.interval?.confidence, 1 - 2 / 64);
    assert.equal(result.pValue, 2 / 64);
  });

  it("pairs by the round, and drops a pair of which one arm failed", () => {
    const failed: Observation[] = freshSix.map((one) => (one.round === 2 ? failing(one, "broke") : one));
    // Round 5 is missing altogether, and the others come in another order.
    const second = sharedSix.filter(({ round }) => round !== 5).toReversed();
    const result = compare({ first: failed, second });
    assert.deepEqual([result.validPairs, result.plannedPairs], [4, 6]);
    for (const [index, ratio] of [2, 4, 4, 8].entries()) {
      assertClose(Math.exp(result.logRatios[index]!), ratio);
    }
  });

  it("gives the ratio alone where there are fewer than 6 pairs", () => {
    assert.equal(leastPairsForInterval, 6);
    const result = compare({ first: freshSix.slice(1) });
    assertRatioAlone(result);
  });

  it("gives the ratio alone in an exploratory run, of however many pairs", () => {
    const result = compare({ exploratory: true });
    assertRatioAlone(result);
    assertClose(result.cpuSavedNs?.value, 0.8 * 40_000);
    assertClose(result.cpuRatio?.value, 4);
  });
});

describe("comparePair() of trends", () => {
  it("reports one, except in an exploratory run", () => {
    const latencies = new Array<number>(8).fill(10_000);
    const moved = processes(fresh, latencies).map((one) => measuring(one, { operationNs: [100, 150] }));
    const changes = { first: moved, second: processes(shared, latencies), plannedPairs: 8 };
    assertClose(compare(changes).trend?.value, 1.5);
    assert.equal(compare({ ...changes, exploratory: true }).trend, null);
    assert.equal(compare().trend, null);
  });
});

describe("comparePair() where no ratio may be printed", () => {
  function assertWithheld(changes: Partial<ComparisonInput>, reason: RegExp): void {
    const result = compare(changes);
    assert.match(result.withheld ?? "", reason);
    assert.deepEqual(
      [result.ratio, result.interval, result.pValue, result.cpuSavedNs, result.cpuRatio, result.trend],
      [null, null, null, null, null, null],
    );
    assert.deepEqual(result.logRatios, []);
  }

  it("withholds it from arms of unequal full handshakes", () => {
    const second = sharedSix.map((one) => ({ ...one, server: { ...one.server!, fullHandshakes: 15 } }));
    assertWithheld({ second }, /unequal work: 96 full handshakes against 90/);
    const unseen = freshSix.map((one) => ({ ...one, server: null }));
    assertWithheld({ first: unseen }, /unequal work: 0 full handshakes against 96/);
  });

  it("compares handshakes of the valid pairs alone", () => {
    const second = sharedSix.map((one) => (one.round === 1 ? failing(one, "broke") : one));
    assert.equal(compare({ second }).withheld, null);
  });

  it("compares nothing where the server is not the fixture", () => {
    const unseen = (one: ValidObservation) => ({ ...one, server: null });
    assert.equal(compare({ first: freshSix.map(unseen), second: sharedSix.map(unseen) }).withheld, null);
  });

  it("withholds it without a valid pair", () => {
    assertWithheld({ second: [] }, /no round in which both were measured/);
  });

  it("withholds it where an operation takes no time", () => {
    const zero = processes(shared, [10, 10, 10, 0, 10, 10]);
    assertWithheld({ second: zero }, /less than a step of the clock/);
    assert.equal(compare({ second: processes(shared, [10, 10, 10, 1, 10, 10]) }).withheld, null);
  });
});

describe("comparePair() of CPU time", () => {
  it("takes differences and ratios of mean costs, within the rounds", () => {
    const { cpuSavedNs, cpuRatio } = compare();
    assert.ok(cpuSavedNs && "low" in cpuSavedNs && cpuRatio && "low" in cpuRatio);
    // CPU time is 80 % of wall time. The differences of wall time are 10, 10, 30, 30, 70 and 70 µs: of the 21 Walsh
    // averages 10 are 30 µs or less, the next 4 are 40 µs.
    assertClose(cpuSavedNs.value, 0.8 * 40_000);
    assertClose(cpuSavedNs.low, 0.8 * 10_000);
    assertClose(cpuSavedNs.high, 0.8 * 70_000);
    assertClose(cpuRatio.value, 4);
    assertClose(cpuRatio.low, 2);
    assertClose(cpuRatio.high, 8);
  });

  it("counts what the loop left to be freed, which the latency does not see", () => {
    const collectionAfter = { wallNs: 2e6, cpuUserNs: 1e6, cpuSystemNs: 100_000 };
    // 100 µs more than the collection before, over ten operations.
    const littered = freshSix.map((one) => measuring(one, { collectionAfter }));
    assertClose(compare({ first: littered }).cpuSavedNs?.value, 0.8 * 40_000 + 10_000);
    assertClose(compare({ first: littered }).ratio, 4);
  });

  it("says nothing where the CPU clock is too coarse for one process", () => {
    // The loop takes 80 µs of CPU: just less than 20 steps.
    const coarse = sharedSix.map((one) =>
      one.round === 3 ? measuring(one, { cpuResolutionNs: 4001 }) : one,
    );
    const result = compare({ second: coarse });
    assert.deepEqual([result.cpuSavedNs, result.cpuRatio], [null, null]);
    assertClose(result.ratio, 4);
  });
});

describe("estimate()", () => {
  it("takes estimate and interval back from the scale of the differences", () => {
    const result = estimate([1, 2, 3, 4, 5, 6], (value) => 10 * value);
    assert.deepEqual(result, { value: 35, low: 10, high: 60, confidence: 1 - 2 / 64 });
  });

  it("refuses so few differences that there is no 95 % interval", () => {
    assert.throws(() => estimate([1, 2, 3, 4, 5], Math.exp), /from 5 pairs: expected at least 6/);
  });
});
