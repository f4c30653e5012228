import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { meanAndVariance, studentQuantile, studentTwoSided, welchPValue } from "./student-t.ts";

describe("studentTwoSided()", () => {
  it("has the published critical values", () => {
    // Two-sided 5 %, 1 % and 0.1 %, e.g. NIST/SEMATECH e-Handbook, 1.3.6.7.2.
    const table: Record<number, readonly [number, number, number]> = {
      1: [12.706, 63.657, 636.619],
      2: [4.303, 9.925, 31.599],
      10: [2.228, 3.169, 4.587],
      30: [2.042, 2.75, 3.646],
      100: [1.984, 2.626, 3.39],
    };
    for (const [degrees, criticals] of Object.entries(table)) {
      for (const [index, level] of [0.05, 0.01, 0.001].entries()) {
        const [t, half] = [criticals[index]!, 0.0005 + 1e-9];
        assert.ok(studentTwoSided(t - half, Number(degrees)) >= level, `${degrees}, ${level}`);
        assert.ok(studentTwoSided(t + half, Number(degrees)) <= level, `${degrees}, ${level}`);
      }
    }
  });

  it("is 1 at 0, even, and Cauchy's with one degree of freedom", () => {
    assert.equal(studentTwoSided(0, 7), 1);
    assert.equal(studentTwoSided(-2, 5.5), studentTwoSided(2, 5.5));
    assert.ok(Math.abs(studentTwoSided(3, 1) - (1 - (2 / Math.PI) * Math.atan(3))) < 1e-12);
  });
});

describe("studentQuantile()", () => {
  it("has the published critical values", () => {
    for (const [degrees, t] of [
      [1, 12.706],
      [2, 4.303],
      [12, 2.179],
      [30, 2.042],
    ] as const) {
      assert.ok(Math.abs(studentQuantile(0.95, degrees) - t) < 0.0005, `${degrees}`);
    }
  });
  it("is where the probability says, also far out", () => {
    for (const confidence of [0.5, 0.95, 1 - 0.05 / 200]) {
      const t = studentQuantile(confidence, 1);
      assert.ok(Math.abs(studentTwoSided(t, 1) - (1 - confidence)) < 1e-12);
    }
    assert.throws(() => studentQuantile(1, 3), /expected a confidence between 0 and 1/);
  });
});

describe("welchPValue()", () => {
  it("is the published one of the sleep data", () => {
    // "Student", "The Probable Error of a Mean", 1908; R's t.test(extra ~ group) prints t = −1.8608, p = 0.07939.
    const drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    assert.equal(welchPValue(drug1, drug2).toFixed(5), "0.07939");
    assert.equal(welchPValue(drug1, drug2), welchPValue(drug2, drug1));
  });

  it("decides what has no scatter by the means alone", () => {
    assert.equal(welchPValue([2, 2], [2, 2, 2]), 1);
    assert.equal(welchPValue([2, 2], [3, 3, 3]), 0);
  });
});

describe("meanAndVariance()", () => {
  it("divides by one less than there are values, and needs two", () => {
    assert.deepEqual(meanAndVariance([1, 2, 6]), { mean: 3, variance: 7 });
    assert.throws(() => meanAndVariance([1]), /expected at least two values, got 1/);
  });
});
