import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seededRandom, shuffled } from "./random.ts";

describe("seededRandom()", () => {
  it("gives the numbers that it has always given for a seed, so that a stored run's order can be made again", () => {
    // By a transcription of both reference algorithms into Python's integers, which for sfc32 alone agrees with the
    // vector in maloquacious/prng's sfc32_test.go.
    const expected: readonly [number, readonly number[]][] = [
      [0, [2899526011, 769844623, 220372281, 4270301181]],
      [1, [2420951833, 2513034076, 3847892949, 4064752930]],
      [0x5f3a9c01, [2692547036, 4279825966, 3802165722, 2716619377]],
      [0xffffffff, [2300869303, 3917632794, 3726809994, 1136427174]],
    ];
    for (const [seed, words] of expected) {
      const random = seededRandom(seed);
      assert.deepEqual(
        words.map(() => random() * 2 ** 32),
        words,
      );
    }
  });

  it("is uniform in [0, 1)", () => {
    const random = seededRandom(42);
    const bins = new Array<number>(20).fill(0);
    for (let draw = 0; draw < 40_000; draw++) {
      const value = random();
      assert.ok(value >= 0 && value < 1, `got ${value}`);
      bins[Math.floor(value * 20)]!++;
    }
    const chiSquared = bins.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    // The 0.1 % and 99.9 % points of χ² with 19 degrees of freedom.
    assert.ok(chiSquared > 5.4 && chiSquared < 43.8, `χ² = ${chiSquared}`);
  });
});

describe("shuffled()", () => {
  it("keeps every element, and the array it is given", () => {
    const original = Array.from({ length: 50 }, (_, index) => index);
    const kept = [...original];
    const result = shuffled(original, seededRandom(3));
    assert.deepEqual(original, kept);
    assert.notDeepEqual(result, original);
    assert.deepEqual(
      result.toSorted((a, b) => a - b),
      original,
    );
    assert.deepEqual(shuffled([], seededRandom(3)), []);
  });

  it("gives each permutation equally often", () => {
    const random = seededRandom(4);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 12_000; draw++) {
      const order = shuffled(["a", "b", "c"], random).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    // Four standard deviations; leaving out the last index, or drawing from all of them, misses by more than ten.
    for (const [order, count] of counts) assert.ok(Math.abs(count - 2000) < 165, `${order}: ${count}`);
  });
});
