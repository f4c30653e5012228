import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Growth, GrowthVerdict } from "./growth.ts";
import { boundBytes, shareOfHeld } from "./growth-bound.ts";
import type { HeldArm } from "./held-clients.ts";

const slopeOf = (value: number, low: number, high: number) => ({
  value,
  interval: { low, high, confidence: 0.95 },
});

function growthOf(verdict: GrowthVerdict, second = slopeOf(50, 40, 60)): Growth {
  return {
    arm: { runtime: "node", client: "undici", trust: "bundle", scenario: "request", context: "fresh" },
    slope: slopeOf(500, 400, 600),
    halves: { first: slopeOf(900, 800, 1000), second },
    total: slopeOf(1e6, 9e5, 2e6),
    verdict,
    operations: 200,
    validRounds: 11,
    plannedRounds: 11,
    failures: [],
  };
}

const held: HeldArm = {
  slope: slopeOf(1200, 1000, 1400),
  heapSlope: slopeOf(10, 9, 11),
  overall: 1300,
  givenBack: 0,
  validRounds: 7,
};

describe("boundBytes()", () => {
  it("is the upper end of the second half's interval where the whole grew", () => {
    for (const kind of ["grows", "settles", "slows", "speeds-up", "as-control", "too-little"] as const)
      assert.equal(boundBytes(growthOf({ kind })), 60, kind);
  });

  it("is that of all readings where no growth was found", () => {
    assert.equal(boundBytes(growthOf({ kind: "open" })), 600);
    assert.equal(boundBytes(growthOf({ kind: "none-seen", boundBytes: 600 })), 600);
  });

  it("is none without a verdict", () => {
    assert.equal(boundBytes(growthOf({ kind: "missing" })), null);
    assert.equal(boundBytes(growthOf({ kind: "exploratory" })), null);
  });
});

describe("shareOfHeld()", () => {
  it("sets the most that is left behind against the least that is held", () => {
    assert.deepEqual(shareOfHeld(growthOf({ kind: "too-little" }), held), { kind: "at-most", share: 0.06 });
    assert.deepEqual(shareOfHeld(growthOf({ kind: "too-little" }), { ...held, overall: 600 }), {
      kind: "at-most",
      share: 0.1,
    });
  });

  it("has the estimates themselves of what grows", () => {
    assert.deepEqual(shareOfHeld(growthOf({ kind: "grows" }), held), { kind: "grows", share: 50 / 1200 });
  });

  it("bounds nothing where RSS fell, or where a held client is not told from nothing", () => {
    const falling = growthOf({ kind: "settles" }, slopeOf(-50, -90, -10));
    assert.deepEqual(shareOfHeld(falling, held), { kind: "shrinks" });
    const nothing = { ...held, slope: slopeOf(10, -5, 20) };
    assert.equal(shareOfHeld(growthOf({ kind: "too-little" }), nothing), null);
    assert.equal(shareOfHeld(growthOf({ kind: "too-little" }), null), null);
  });
});
