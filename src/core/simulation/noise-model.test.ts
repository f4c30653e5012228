import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { median, quantile } from "../statistics/quantile.ts";
import { seededRandom } from "../statistics/random.ts";
import { type ArmNoise, type Noise, noisyCase } from "./noise-model.ts";

const none = { share: 0, factor: 1 };
const silent: ArmNoise = {
  process: { below: 0, above: 0 },
  outlyingProcesses: none,
  operation: { below: 0, above: 0 },
  operationCorrelation: 0,
  outlyingOperations: none,
};
const still: Noise = {
  operations: 3,
  roundSpread: 0,
  drift: 0,
  freshDrift: 0,
  fresh: silent,
  other: silent,
};
const levelNs = 1e6;

function logsOf(times: readonly number[]): number[] {
  return times.map((time) => Math.log(time / levelNs));
}

function assertNear(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `expected ${expected} ± ${tolerance}, got ${actual}`);
}

function correlation(values: readonly number[]): number {
  const products = values.slice(1).map((one, index) => one * values[index]!);
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  return sum(products) / sum(values.map((one) => one ** 2));
}

describe("noisyCase()", () => {
  it("makes equal times where nothing scatters", () => {
    const { fresh, others } = noisyCase(still, { rounds: 2, others: 2 }, seededRandom(1));
    const process = [levelNs, levelNs, levelNs];
    assert.deepEqual(
      { fresh, others },
      {
        fresh: [process, process],
        others: [
          [process, process],
          [process, process],
        ],
      },
    );
  });

  it("drifts evenly about the middle of the run: all arms, or fresh alone", () => {
    const rounds = { rounds: 3, others: 1 };
    const all = noisyCase({ ...still, drift: 0.2 }, rounds, seededRandom(1));
    assert.deepEqual(all.fresh, all.others[0]);
    for (const [round, expected] of [-0.1, 0, 0.1].entries())
      assertNear(logsOf(all.fresh[round]!)[0]!, expected, 1e-9);
    const one = noisyCase({ ...still, freshDrift: 0.2 }, rounds, seededRandom(1));
    assertNear(logsOf(one.fresh[2]!)[0]!, 0.1, 1e-9);
    assert.equal(one.others[0]![2]![0], levelNs);
  });

  it("gives what a round does to all arms alike, and what a process does to all of its operations", () => {
    const shared = noisyCase({ ...still, roundSpread: 0.1 }, { rounds: 500, others: 1 }, seededRandom(2));
    assert.deepEqual(shared.fresh, shared.others[0]);
    assertNear(quantile(shared.fresh.flatMap(logsOf), 0.841345), 0.1, 0.015);
    const process = { below: 0.1, above: 0.3 };
    const own = noisyCase(
      { ...still, fresh: { ...silent, process } },
      { rounds: 4000, others: 1 },
      seededRandom(3),
    );
    const levels = own.fresh.map((times) => logsOf(times)[0]!);
    assert.ok(own.fresh.every((times) => new Set(times).size === 1));
    assertNear(median(levels), 0, 0.01);
    assertNear(quantile(levels, 0.158655), -0.1, 0.01);
    assertNear(quantile(levels, 0.841345), 0.3, 0.02);
    assert.ok(own.others[0]!.flat().every((time) => time === levelNs));
  });
});

describe("noisyCase() within a process", () => {
  it("makes skewed operations that resemble their neighbours", () => {
    const fresh = { ...silent, operation: { below: 0.1, above: 0.2 }, operationCorrelation: 0.6 };
    const { fresh: made } = noisyCase(
      { ...still, operations: 20_000, fresh },
      { rounds: 1, others: 0 },
      seededRandom(4),
    );
    const logs = logsOf(made[0]!);
    assertNear(quantile(logs, 0.158655), -0.1, 0.01);
    assertNear(quantile(logs, 0.841345), 0.2, 0.02);
    assertNear(correlation(logs.map((log) => log / (log < 0 ? 0.1 : 0.2))), 0.6, 0.03);
  });

  it("takes longer now and then, by a factor: a process, an operation", () => {
    const outlying = { share: 0.2, factor: 1.5 };
    const share = (times: readonly number[]) =>
      times.filter((time) => Math.abs(time / levelNs - 1.5) < 1e-9).length / times.length;
    const ofProcesses = { ...still, other: { ...silent, outlyingProcesses: outlying } };
    const processes = noisyCase(ofProcesses, { rounds: 3000, others: 1 }, seededRandom(5)).others[0]!;
    assert.ok(processes.every((times) => new Set(times).size === 1));
    assertNear(share(processes.flat()), 0.2, 0.03);
    const ofOperations = { ...still, operations: 5000, other: { ...silent, outlyingOperations: outlying } };
    assertNear(
      share(noisyCase(ofOperations, { rounds: 1, others: 1 }, seededRandom(6)).others[0]![0]!),
      0.2,
      0.03,
    );
  });
});
