import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fitLine, type Point } from "./line-fit.ts";

const counts = [1, 10, 50, 122, 250, 500, 1000];
const of = (cost: (x: number) => number): Point[] => counts.map((x) => ({ x, y: cost(x) }));

function near(got: number | null, wanted: number, within = 1e-9) {
  assert.ok(got !== null && Math.abs(got - wanted) <= within, `expected ${wanted} ± ${within}, got ${got}`);
}

describe("fitLine()", () => {
  it("finds a line as it is", () => {
    const { intercept, slope, largestResidual, squaredShare } = fitLine(of((x) => 2000 + 40 * x));
    near(intercept, 2000, 1e-6);
    near(slope, 40, 1e-9);
    near(largestResidual, 0);
    near(squaredShare, 0);
  });

  it("finds the share of the cost at the end that grows with the square", () => {
    // 2000 + 40,000 + 10,000: a fifth, less what the first two take.
    near(fitLine(of((x) => 2000 + 40 * x + 0.01 * x * x)).squaredShare, 10_000 / 52_000);
    near(fitLine(of((x) => 2000 + 60 * x - 0.01 * x * x)).squaredShare, -10_000 / 52_000);
  });

  it("agrees with least squares by hand: points 1, 1, 2 at 0, 1, 2 with weights 1, 1, ¼", () => {
    // Normal equations: 2.25 a + 1.5 b = 2.5 and 1.5 a + 2 b = 2.
    const { intercept, slope, largestResidual } = fitLine([
      { x: 0, y: 1 },
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ]);
    near(intercept, 8 / 9);
    near(slope, 1 / 3);
    near(largestResidual, 2 / (14 / 9) - 1);
  });

  it("keeps an intercept of 2,000 where the point at 1,000 is off by a tenth of its 42,000", () => {
    const disturbed = of((x) => (2000 + 40 * x) * (x === 1000 ? 1.1 : 1));
    near(fitLine(disturbed).intercept, 2000, 40);
  });

  it("lets one process that took three times as long move the slope by less than a tenth", () => {
    for (const at of counts.slice(0, -1)) {
      const { slope } = fitLine(of((x) => (2000 + 40 * x) * (x === at ? 3 : 1)));
      assert.ok(Math.abs(slope / 40 - 1) < 0.1, `${at}: ${slope}`);
    }
  });

  it("names the largest residual by its size, with its sign", () => {
    const { largestResidual } = fitLine(of((x) => (2000 + 40 * x) * (x === 122 ? 0.7 : x === 10 ? 1.05 : 1)));
    assert.ok(largestResidual < -0.2 && largestResidual > -0.3, String(largestResidual));
  });

  it("says nothing of a parabola through three points", () => {
    assert.equal(fitLine(of((x) => x * x).slice(0, 3)).squaredShare, null);
  });

  it("refuses what has no line", () => {
    assert.throws(() => fitLine([{ x: 1, y: 2 }]), /two or more different x, got 1/);
    assert.throws(() => fitLine([...of(() => 1), { x: 3, y: 0 }]), /costs above 0, got 0 at 3/);
  });
});
