import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FindingClaim } from "../findings/finding.ts";
import { boundOf, shows, toleranceOf } from "./bound.ts";

function claim(measure: FindingClaim["measure"], ends: [number, number], expected: number): FindingClaim {
  const [low, high] = ends;
  const estimate = { value: (low + high) / 2, low, high, confidence: 0.95 };
  return { measure, of: "fresh ÷ shared", estimate, expected };
}

function isNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)), `${actual}, ${expected}`);
}

describe("boundOf()", () => {
  it("moves a ratio's nearer end towards what was expected by the tolerance", () => {
    const below = boundOf(claim("ratio", [0.97, 1.06], 4));
    assert.equal(below.side, "below");
    isNear(below.value, 1.06 * 1.15);
    const above = boundOf(claim("ratio", [3, 3.2], 1));
    assert.equal(above.side, "above");
    isNear(above.value, 3 / 1.15);
  });
  it("goes no further than half of the way, so that what is expected never shows a finding", () => {
    const near = claim("ratio", [0.87, 0.9], 1);
    isNear(boundOf(near).value, Math.sqrt(0.9));
    for (const one of [near, claim("bytes", [1, 2], 0), claim("ns", [40e6, 43e6], 30e6)]) {
      assert.equal(shows(one.expected, boundOf(one)), false);
    }
  });
  it("allows times a quarter and bytes a half", () => {
    isNear(boundOf(claim("ns", [40e6, 43e6], 1e6)).value, 30e6);
    isNear(boundOf(claim("bytes", [20_000, 26_000], 0)).value, 10_000);
    assert.equal(toleranceOf(claim("bytes", [1, 2], 0)), 0.5);
  });
  it("refuses a claim whose interval holds what was expected, or is none", () => {
    assert.throws(() => boundOf(claim("ratio", [0.9, 1.1], 1)), /holds what is expected, 1; no report/);
    assert.throws(() => boundOf(claim("ratio", [Number.NaN, 1.1], 2)), /is no number/);
  });
});

describe("shows()", () => {
  it("takes the claim's own estimate, and the bound itself", () => {
    for (const one of [claim("ratio", [0.97, 1.06], 4), claim("bytes", [20_000, 26_000], 0)]) {
      const bound = boundOf(one);
      assert.ok(shows(one.estimate.value, bound));
      assert.ok(shows(bound.value, bound));
    }
  });
});
