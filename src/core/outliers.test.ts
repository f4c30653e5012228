import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Arm } from "./model.ts";
import { outliersOf } from "./outliers.ts";
import type { MeasuredArm } from "./results.ts";

const arm: Arm = {
  runtime: "node",
  client: "node:https",
  trust: "bundle",
  scenario: "create",
  context: "shared",
};

/** Round 1 failed: the position of a process is not its round. */
function outliers(processMediansNs: readonly number[], latencyNs = 100) {
  const rounds = processMediansNs.map((_, index) => index + 2);
  return outliersOf({ arm, processMediansNs, rounds, latencyNs } as unknown as MeasuredArm);
}

describe("outliersOf()", () => {
  it("flags a process far above or far below the others, with its round and factor", () => {
    const found = outliers([100, 101, 250, 99, 100, 40, 100, 101, 99]);
    assert.deepEqual(found, [
      { context: "shared", round: 4, factor: 2.5 },
      { context: "shared", round: 7, factor: 0.4 },
    ]);
  });

  it("leaves what is within 10 % of the quartiles, however narrow they are", () => {
    assert.deepEqual(outliers([100, 100, 100, 100, 100, 109.9, 91]), []);
    assert.deepEqual(
      outliers([100, 100, 100, 100, 100, 110.1, 90.8]).map(({ round }) => round),
      [7, 8],
    );
  });

  it("leaves what is within three interquartile ranges beyond the quartiles", () => {
    // log2: quartiles 0.1 and 0.3 around a median of 0.2, so far out is below −0.5 and above 0.9.
    const spread = [0, 0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.3];
    const withLast = (last: number) => outliers([...spread, last].map((log) => 2 ** log));
    assert.deepEqual(withLast(0.89), []);
    assert.equal(withLast(0.91).length, 1);
  });

  it("cannot tell where a process takes no time", () => {
    assert.deepEqual(outliers([0, 100, 100, 100, 100, 100, 900]), []);
  });
});
