import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalNumbers } from "./normal.ts";
import { quantile } from "./quantile.ts";
import { seededRandom } from "./random.ts";

describe("normalNumbers()", () => {
  const normal = normalNumbers(seededRandom(12));
  const numbers = Array.from({ length: 100_000 }, normal);

  it("has the quantiles of the standard normal distribution", () => {
    // The density there makes the standard deviation of the last about 0.012.
    const published = { 0.5: 0, 0.8413447: 1, 0.0227501: -2, 0.9986501: 3 };
    for (const [share, expected] of Object.entries(published)) {
      const actual = quantile(numbers, Number(share));
      assert.ok(Math.abs(actual - expected) < (expected === 3 ? 0.08 : 0.025), `${share}: ${actual}`);
    }
  });

  it("makes neighbours that know nothing of each other", () => {
    const products = numbers.slice(1).map((one, index) => one * numbers[index]!);
    const mean = products.reduce((sum, one) => sum + one, 0) / products.length;
    assert.ok(Math.abs(mean) < 4 / Math.sqrt(products.length), String(mean));
  });

  it("is the same for the same seed", () => {
    const again = normalNumbers(seededRandom(12));
    assert.deepEqual(Array.from({ length: 9 }, again), numbers.slice(0, 9));
  });
});
