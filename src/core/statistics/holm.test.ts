import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { familyWiseError, holmAdjusted, roundsNeeded } from "./holm.ts";
import { seededRandom } from "./random.ts";

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [index, value] of expected.entries()) {
    assert.ok(Math.abs(actual[index]! - value) < 1e-12, `expected ${expected}, got ${actual}`);
  }
}

describe("holmAdjusted()", () => {
  it("multiplies the smallest p by the family, the next by one less, in the order that it was given", () => {
    // 0.005 × 4, 0.01 × 3, 0.03 × 2, and 0.04 × 1, which may not be below the one before it.
    assertClose(holmAdjusted([0.01, 0.04, 0.03, 0.005], 4), [0.03, 0.06, 0.06, 0.02]);
  });

  it("counts the members of the family that have no p", () => {
    assertClose(holmAdjusted([0.01, 0.04, 0.03, 0.005], 10), [0.09, 0.28, 0.24, 0.05]);
    assertClose(holmAdjusted([0.01], 201), [1]);
  });

  it("is monotone, at most 1, and never below the p that it corrects", () => {
    const random = seededRandom(11);
    for (let trial = 0; trial < 200; trial++) {
      const pValues = Array.from({ length: 1 + Math.floor(random() * 12) }, () => random() ** 3);
      const adjusted = holmAdjusted(pValues, pValues.length + Math.floor(random() * 5));
      const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
      for (const [step, index] of order.entries()) {
        assert.ok(adjusted[index]! <= 1 && adjusted[index]! >= pValues[index]!);
        if (step > 0) assert.ok(adjusted[index]! >= adjusted[order[step - 1]!]!);
      }
    }
  });

  it("takes an empty list, and refuses a family smaller than the list", () => {
    assert.deepEqual(holmAdjusted([], 0), []);
    assert.throws(() => holmAdjusted([0.1, 0.2], 1), /expected a family of at least 2 tests, got 1/);
  });
});

describe("roundsNeeded()", () => {
  it("is 6 for one pair and 13 for 201", () => {
    assert.equal(roundsNeeded(1), 6);
    assert.equal(roundsNeeded(201), 13);
    assert.equal(roundsNeeded(204), 13);
    assert.equal(roundsNeeded(205), 14);
  });

  it("is the fewest rounds whose smallest p, 2^(1 − n), Holm rejects in its first step", () => {
    assert.equal(familyWiseError, 0.05);
    for (let family = 1; family <= 2000; family++) {
      const rounds = roundsNeeded(family);
      assert.ok(holmAdjusted([2 ** (1 - rounds)], family)[0]! <= 0.05);
      assert.ok(holmAdjusted([2 ** (2 - rounds)], family)[0]! > 0.05);
    }
  });
});
