import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { incompleteBeta, logGamma } from "./incomplete-beta.ts";

function assertNear(actual: number, expected: number, relative: number, what = ""): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected) + 1e-300,
    `${what}: ${actual}, ${expected}`,
  );
}

describe("logGamma()", () => {
  it("is the logarithm of factorials, and of √π at ½", () => {
    let logFactorial = 0;
    for (let n = 2; n <= 170; n++) {
      assertNear(Math.exp(logGamma(n)), Math.exp(logFactorial), 1e-11, `Γ(${n})`);
      logFactorial += Math.log(n);
    }
    assertNear(Math.exp(logGamma(0.5)), Math.sqrt(Math.PI), 1e-13);
    assertNear(Math.exp(logGamma(0.01)), 99.4325851191506, 1e-12);
    assert.throws(() => logGamma(0), /expected a number above 0, got 0/);
  });
});

/** P(at least `m` successes of `n`), by its definition. */
function upperTail(m: number, n: number, rate: number): number {
  let choose = 1;
  let sum = 0;
  for (let j = 0; j <= n; j++) {
    if (j >= m) sum += choose * rate ** j * (1 - rate) ** (n - j);
    choose = (choose * (n - j)) / (j + 1);
  }
  return sum;
}

describe("incompleteBeta()", () => {
  it("is the upper tail of the binomial distribution for whole numbers", () => {
    // DLMF 8.17.5: I_x(m, n − m + 1) = Σ_{j=m}^{n} C(n, j) x^j (1 − x)^{n − j}.
    for (const n of [1, 2, 7, 30, 60]) {
      for (let m = 1; m <= n; m++) {
        for (const x of [0.001, 0.05, 0.3, 0.5, 0.77, 0.999]) {
          const tail = upperTail(m, n, x);
          const actual = incompleteBeta(x, m, n - m + 1);
          assert.ok(Math.abs(actual - tail) < 1e-12, `${n}, ${m}, ${x}: ${actual}, ${tail}`);
        }
      }
    }
  });

  it("has its closed forms at b = 1 and at a = b = ½", () => {
    for (const x of [0, 0.01, 0.2, 0.5, 0.9, 1]) {
      assertNear(incompleteBeta(x, 3.7, 1), x ** 3.7, 1e-12);
      assertNear(incompleteBeta(x, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1e-12);
    }
  });

  it("converges where a and b are large, and refuses what it is not defined for", () => {
    assertNear(incompleteBeta(0.5, 50_000, 50_000), 0.5, 1e-9);
    assert.throws(() => incompleteBeta(1.5, 1, 1), /expected x in 0..1, a and b above 0, got 1.5, 1, 1/);
    assert.throws(() => incompleteBeta(0.5, 0, 1), /got 0.5, 0, 1/);
  });
});
