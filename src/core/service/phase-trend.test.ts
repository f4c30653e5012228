import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTrend, phaseTrend } from "./phase-trend.ts";
import type { PhaseValue } from "./service-records.ts";

const plan = { warmupNs: 1e9, phaseNs: 3e9 };

/** CPU at the end of the warm-up, in the middle and at the end of the phase. */
function phaseWith(firstNs: number, secondNs: number): PhaseValue {
  const marks = { atNs: [1e9, 2.5e9, 4e9], cpuNs: [7e8, 7e8 + firstNs, 7e8 + firstNs + secondNs] };
  return { marks } as unknown as PhaseValue;
}

const phases = (factor: number, count = 10) =>
  Array.from({ length: count }, (_, round) => phaseWith(6e8 + round * 1e6, factor * (6e8 - round * 1e6)));

describe("phaseTrend()", () => {
  it("is the second half ÷ the first, with its interval over the phases", () => {
    const { value, interval } = phaseTrend(plan, phases(0.84))!;
    assert.ok(Math.abs(value - 0.83) < 0.005, String(value));
    assert.ok(interval!.low < value && value < interval!.high);
  });

  it("is null without a phase, or where a half has no CPU", () => {
    assert.equal(phaseTrend(plan, []), null);
    assert.equal(phaseTrend(plan, [phaseWith(0, 1e8)]), null);
  });
});

describe("isTrend()", () => {
  it("takes what is told from 1 and more than a twentieth", () => {
    assert.equal(isTrend(phaseTrend(plan, phases(0.84))!), true);
    assert.equal(isTrend(phaseTrend(plan, phases(1.2))!), true);
    assert.equal(isTrend(phaseTrend(plan, phases(0.98))!), false);
    // Without an interval nothing is told.
    assert.equal(isTrend(phaseTrend(plan, phases(0.5, 3))!), false);
  });
});
