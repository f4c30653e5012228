import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Arm } from "./model.ts";
import { trendOf } from "./operation-trend.ts";
import type { ValidObservation } from "./records.ts";
import { measuring, syntheticObservation } from "./synthetic-run.ts";

const fresh: Arm = {
  runtime: "node",
  client: "node:https",
  trust: "bundle",
  scenario: "create",
  context: "fresh",
};

function operating(operationNs: readonly number[]): ValidObservation {
  return measuring(syntheticObservation(fresh, 1, 1), { operationNs });
}

/** A process whose operations take `latencyNs`, and `factor` times as long from the middle on. */
function moving(factor: number, latencyNs: number): ValidObservation {
  const half = [0.99 * latencyNs, latencyNs, 1.01 * latencyNs];
  return operating([...half, ...half.map((time) => time * factor)]);
}

/** As many pairs as factors of `fresh`; the other arm is twice as fast, and does not move unless told to. */
function trend(factors: readonly number[], otherFactor = 1) {
  return trendOf(factors.map((factor) => ({ first: moving(factor, 200), second: moving(otherFactor, 100) })));
}

function assertClose(actual: number | undefined, expected: number): void {
  assert.ok(actual !== undefined && Math.abs(actual / expected - 1) < 1e-9, `${actual}, not ${expected}`);
}

describe("trendOf()", () => {
  it("finds a ratio that surely moves, by 5 % or more, from the first half of the operations to the second", () => {
    const up = trend([-2, -1, 0, 0, 0, 0, 1, 2].map((step) => 1.1 * 1.01 ** step));
    assertClose(up?.value, 1.1);
    // Of 8 pairs the 99 % interval is the whole range, and holds 1 − 2 / 2^8.
    assertClose(up?.low, 1.1 / 1.01 ** 2);
    assertClose(up?.high, 1.1 * 1.01 ** 2);
    assert.equal(up?.confidence, 1 - 2 / 256);
    // Only that it moves has to be sure: 5 % is asked of the estimate.
    const uneven = trend([-5, -4, 0, 0, 0, 0, 4, 5].map((step) => 1.06 * 1.01 ** step));
    assertClose(uneven?.value, 1.06);
    assertClose(uneven?.low, 1.06 / 1.01 ** 5);
    const down = trend(new Array(8).fill(0.9));
    assertClose(down?.value, 0.9);
  });

  it("finds it in the other arm, in the opposite direction", () => {
    assertClose(trend(new Array(8).fill(1), 1.25)?.value, 1 / 1.25);
  });

  it("does not report a sure move below 5 %, in either direction", () => {
    assert.equal(trend(new Array(13).fill(1.049)), null);
    assert.equal(trend(new Array(13).fill(1 / 1.049)), null);
    assertClose(trend(new Array(13).fill(1.051))?.value, 1.051);
    assertClose(trend(new Array(13).fill(1 / 1.051))?.value, 1 / 1.051);
  });

  it("does not report a large move that is not sure", () => {
    assert.equal(trend([0.99, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3]), null);
    assert.equal(trend([1, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3]), null);
    assert.equal(trend(new Array(7).fill(1.3)), null, "7 pairs have no 99 % interval");
    assert.equal(trend([]), null);
  });

  it("does not report arms that move alike", () => {
    assert.equal(trend(new Array(13).fill(1.3), 1.3), null);
  });
});

describe("trendOf()'s halves", () => {
  const still = operating([100, 100, 100]);

  it("put the middle one of an odd number of operations into the second", () => {
    // First half 100, second half the median of 120 and 140.
    const odd = trendOf(new Array(8).fill({ first: operating([100, 120, 140]), second: still }));
    assertClose(odd?.value, 1.3);
  });

  it("do not exist of one operation, or where an operation takes no time", () => {
    assert.equal(trendOf(new Array(8).fill({ first: operating([100]), second: still })), null);
    assert.equal(trendOf(new Array(8).fill({ first: operating([0, 100]), second: still })), null);
  });
});
