import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { density, longestProcess, timesOf } from "./density.ts";
import type { RawObservation } from "./raw-run.ts";

function observation(coldNs: number, warmupNs: number[], operationNs: number[]): RawObservation {
  const [warmup, timed] = [Float64Array.from(warmupNs), Float64Array.from(operationNs)];
  return { round: 1, attempt: 1, isValid: true, coldNs, warmupNs: warmup, operationNs: timed };
}

describe("density()", () => {
  const range = { low: 1, high: 100 };

  it("counts every operation once, at its index and its time", () => {
    const grid = { columns: 4, rows: 2, range, operations: 4, offset: 0.5 };
    const counts = density([observation(50, [50], [2, 2]), observation(2, [50], [2, 50])], grid);
    // Above the slow ones, below the fast ones.
    assert.deepEqual([...counts], [1, 2, 0, 1, 1, 0, 2, 1]);
  });

  it("loses none of a million", () => {
    const operationNs = new Float64Array(1_000_000).map((_, index) => 1 + (index % 99));
    const long = { ...observation(0, [], []), operationNs };
    const grid = { columns: 300, rows: 100, range, operations: 1_000_001, offset: 0.5 };
    assert.equal(
      density([long], grid).reduce((sum, count) => sum + count, 0),
      1_000_001,
    );
  });
});

describe("timesOf()", () => {
  it("has the first operation, the warm-up and the timed ones, in their order", () => {
    assert.deepEqual(
      [...timesOf([observation(1, [2], [3, 4]), observation(5, [], [6])])],
      [1, 2, 3, 4, 5, 6],
    );
  });
});

describe("longestProcess()", () => {
  it("counts the first operation and the warm-up", () => {
    assert.equal(longestProcess([observation(1, [2], [3, 4]), observation(5, [], [6])]), 4);
    assert.equal(longestProcess([]), 1);
  });
});
