import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalNumbers } from "./normal.ts";
import { seededRandom } from "./random.ts";
import { type Effect, homogeneityPValue, poolEffects } from "./random-effects.ts";
import { meanAndVariance, welchPValue } from "./student-t.ts";

function near(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${what}: ${actual}, expected ${expected} ± ${tolerance}`,
  );
}

/**
 * Nine laboratories' values of one quantity: R. N. Kacker, "Combining information from interlaboratory evaluations using
 * a random effects model", Metrologia 41, 2004.
 */
const laboratories = (
  [
    [61, 0.2025],
    [61.4, 1.21],
    [62.21, 0.09],
    [62.3, 0.2025],
    [62.34, 0.3844],
    [62.6, 0.5625],
    [62.7, 0.0676],
    [62.84, 0.0225],
    [65.9, 1.8225],
  ] as const
).map(([value, variance]): Effect => ({ value, variance, degrees: 12 }));

describe("poolEffects()", () => {
  it("has the published values", () => {
    const pooled = poolEffects(laboratories);
    // Kacker's table, by Paule and Mandel's method.
    near(Math.sqrt(pooled.betweenVariance), 0.8399, 0.00006, "published deviation between");
    // R's metafor, rma(method = "PM"), as the tests of statsmodels have it.
    near(pooled.betweenVariance, 0.705395309224248, 1e-9, "variance between");
    near(pooled.value, 62.4076199113286, 1e-9, "mean");
    near(pooled.standardError, 0.338030602684471, 1e-9, "standard error");
    // Hartung and Knapp's: t with 8 degrees of freedom, 2.306004.
    near(pooled.high, 62.4076199113286 + 2.306004 * 0.338030602684471, 1e-6, "interval");
  });

  it("is the plain weighted mean, and wider than its z-interval, where the estimates agree", () => {
    const alike = [1, 1.01, 0.99].map((value): Effect => ({ value, variance: 0.01, degrees: 12 }));
    const pooled = poolEffects(alike);
    assert.equal(pooled.betweenVariance, 0);
    near(pooled.value, 1, 1e-12, "mean");
    near(pooled.high - pooled.value, 4.3027 * Math.sqrt(0.01 / 3), 1e-4, "half-width");
  });

  it("takes estimates without an error of their own by their spread alone", () => {
    const values = [0.9, 1.2, 1.0, 1.4];
    const pooled = poolEffects(values.map((value) => ({ value, variance: 0, degrees: 12 })));
    const { mean, variance } = meanAndVariance(values);
    near(pooled.value, mean, 1e-9, "mean");
    near(pooled.betweenVariance, variance, 1e-6, "variance between");
    near(pooled.standardError, Math.sqrt(variance / 4), 1e-6, "standard error");
  });

  it("does not depend on the order", () => {
    const [one, other] = [poolEffects(laboratories), poolEffects(laboratories.toReversed())];
    near(one.value, other.value, 1e-10, "mean");
    near(one.betweenVariance, other.betweenVariance, 1e-9, "variance between");
  });

  it("predicts the next of three or more, in a wider interval", () => {
    assert.equal(poolEffects(laboratories.slice(0, 2)).prediction, null);
    const { prediction, low, high } = poolEffects(laboratories);
    assert.ok(prediction!.low < low && prediction!.high > high);
    // Higgins, Thompson and Spiegelhalter: t with k − 2 degrees, here 2.364624.
    const reach = 2.364624 * Math.sqrt(0.705395309224248 + 0.338030602684471 ** 2);
    near(prediction!.high, 62.4076199113286 + reach, 1e-5, "prediction");
  });

  it("needs two", () => {
    assert.throws(() => poolEffects(laboratories.slice(0, 1)), /expected two or more, got 1/);
  });

  it("holds the true mean in 95 of 100 intervals, be the machines alike or not", () => {
    const random = normalNumbers(seededRandom(20261125));
    const trials = 2000;
    for (const spread of [0, 0.05]) {
      for (const machines of [2, 3, 6]) {
        let held = 0;
        for (let trial = 0; trial < trials; trial++) {
          const effects = Array.from({ length: machines }, (_, index): Effect => {
            const error = 0.01 * (1 + index / machines);
            return { value: 1 + spread * random() + error * random(), variance: error ** 2, degrees: 12 };
          });
          const { low, high } = poolEffects(effects);
          if (low <= 1 && high >= 1) held++;
        }
        // Three standard errors of a counted 95 % are 1.5 points.
        assert.ok(held / trials >= 0.935, `${machines} machines, spread ${spread}: ${held / trials}`);
      }
    }
  });
});

describe("homogeneityPValue()", () => {
  const effectOf = (values: readonly number[]): Effect => {
    const { mean, variance } = meanAndVariance(values);
    return { value: mean, variance: variance / values.length, degrees: values.length - 1 };
  };

  it("is Welch's t-test for two", () => {
    const [one, other] = [
      [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
      [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    ];
    const p = homogeneityPValue([effectOf(one!), effectOf(other!)]);
    near(p, welchPValue(one!, other!), 1e-12, "against the t-test");
    // "Student"'s sleep data: R's oneway.test() has p = 0.07939.
    near(p, 0.07939, 0.000005, "published");
  });

  it("has the published value for six", () => {
    // G. Beall, Biometrika 32, 1942: insects on plots under six sprays; R's oneway.test() has p = 7.999e-12.
    const sprays = [
      [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
      [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
      [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
      [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
      [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
      [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
    ];
    near(homogeneityPValue(sprays.map(effectOf)), 7.999e-12, 0.0005e-12, "published");
  });

  it("is right as often as it says where all are the same", () => {
    const random = normalNumbers(seededRandom(7));
    const trials = 2000;
    let alarms = 0;
    for (let trial = 0; trial < trials; trial++) {
      const effects = Array.from({ length: 4 }, () => effectOf(Array.from({ length: 13 }, random)));
      if (homogeneityPValue(effects) <= 0.05) alarms++;
    }
    near(alarms / trials, 0.05, 0.015, "false alarms");
  });
});
