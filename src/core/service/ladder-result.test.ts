import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Held, ladderResult } from "./ladder-result.ts";
import type { ServiceStep } from "./service-steps.ts";
import { type SyntheticPhase, syntheticService, syntheticServiceCase } from "./synthetic-service.ts";

const ladder = { arm: "fresh", ratesPerSecond: [50, 63, 80] } as const;
const of = syntheticServiceCase({ ladders: [ladder] });
const good: SyntheticPhase = { cpuShare: 0.5, latencyMs: 10, serverShare: 0.1 };

/** The rate that is held where the phases at each rate are what `phase` says. */
function held(phase: (step: ServiceStep) => SyntheticPhase | string, generatorShare = 0.0001): Held {
  const file = syntheticService({ cases: [of], plan: { rounds: 1 }, phase });
  return ladderResult(file, of, ladder, generatorShare).held;
}

describe("ladderResult()", () => {
  it("holds the last step below the first whose 99th percentile is above the bound in most phases", () => {
    const slowAt = (rate: number) => (step: ServiceStep) => ({
      ...good,
      latencyMs: step.ratePerSecond >= rate ? 60 : 10,
    });
    assert.deepEqual(held(slowAt(80)), { kind: "between", ratePerSecond: 63, nextPerSecond: 80 });
    assert.deepEqual(held(slowAt(50)), { kind: "below", ratePerSecond: 50 });
    assert.deepEqual(held(slowAt(99)), { kind: "at-least", ratePerSecond: 80 });
  });

  it("lets one phase of three be slow, and not two", () => {
    const slowIn = (rounds: number) => (step: ServiceStep) => ({
      ...good,
      latencyMs: step.ratePerSecond === 63 && step.round <= rounds ? 60 : 10,
    });
    assert.deepEqual(held(slowIn(1)), { kind: "at-least", ratePerSecond: 80 });
    assert.deepEqual(held(slowIn(2)), { kind: "between", ratePerSecond: 50, nextPerSecond: 63 });
  });

  it("counts a phase with an arrival that got no response as one that does not hold", () => {
    const result = held((step) => (step.ratePerSecond === 63 ? { ...good, errors: { 40: "reset" } } : good));
    assert.deepEqual(result, { kind: "between", ratePerSecond: 50, nextPerSecond: 63 });
  });

  it("claims nothing where the server or the generator took more than 70 % of a core", () => {
    const busyServer = held((step) => (step.ratePerSecond === 63 ? { ...good, serverShare: 0.71 } : good));
    assert.deepEqual(busyServer, { kind: "limited", ratePerSecond: 50, nextPerSecond: 63 });
    const busyFirst = held(() => ({ ...good, serverShare: 0.71 }));
    assert.deepEqual(busyFirst, { kind: "limited", ratePerSecond: null, nextPerSecond: 50 });
    const busyGenerator = held(() => good, 0.69 / 63);
    assert.deepEqual(busyGenerator, { kind: "limited", ratePerSecond: 63, nextPerSecond: 80 });
  });

  it("knows nothing of a step of which no phase is valid", () => {
    const result = held((step) => (step.ratePerSecond === 63 ? "exited with code 7" : good));
    assert.deepEqual(result, { kind: "unknown", ratePerSecond: 63 });
  });
});
