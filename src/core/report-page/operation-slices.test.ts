import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { syntheticObservation } from "../synthetic-run.ts";
import { operationSlices, sliceQuantiles } from "./operation-slices.ts";

const arm = {
  runtime: "node",
  client: "node:https",
  trust: "bundle",
  scenario: "create",
  context: "fresh",
} as const;

describe("operationSlices()", () => {
  it("covers every operation once, in the order of the operations", () => {
    for (const [warmupOperations, timedOperations] of [
      [300, 300],
      [20, 17],
      [3, 4],
      [0, 1],
    ] as const) {
      const slices = operationSlices({ warmupOperations, timedOperations });
      const covered = (phase: string) =>
        slices
          .filter((one) => one.phase === phase)
          .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
      const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
      assert.deepEqual(covered("first"), [1]);
      assert.deepEqual(covered("warm-up"), upTo(warmupOperations));
      assert.deepEqual(covered("timed"), upTo(timedOperations));
    }
  });

  it("has 16 slices at most", () => {
    assert.equal(operationSlices({ warmupOperations: 300, timedOperations: 300 }).length, 16);
    assert.equal(operationSlices({ warmupOperations: 2, timedOperations: 3 }).length, 6);
  });
});

describe("sliceQuantiles()", () => {
  const counts = { warmupOperations: 5, timedOperations: 10 };
  const slices = operationSlices(counts);

  it("takes them over all processes, a slice at a time", () => {
    const one = syntheticObservation(arm, 1, 1000, counts).measurement;
    const other = syntheticObservation(arm, 2, 3000, counts).measurement;
    const grown = { ...other, operationNs: other.operationNs.map((ns, index) => ns + 1000 * index) };
    const quantiles = sliceQuantiles(slices, [one, grown]);
    assert.equal(quantiles.length, 5 * slices.length);
    // The first operation takes five times as long, the warm-up twice.
    assert.deepEqual(quantiles.slice(0, 5), [5500, 7500, 10_000, 12_500, 14_500]);
    assert.equal(quantiles[5 + 2], 4000);
    const last = quantiles.slice(-5);
    assert.equal(last[2], (1000 + 12_000) / 2);
  });

  it("is empty where nothing was measured", () => {
    assert.deepEqual(sliceQuantiles(slices, []), []);
  });
});
