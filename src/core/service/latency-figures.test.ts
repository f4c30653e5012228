import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { serviceResults } from "./service-results.ts";
import { syntheticService, syntheticServiceCase, usualPhase } from "./synthetic-service.ts";

describe("the latencies of a service", () => {
  it("are of the arrivals of all phases: a stall in some of them is not lost in a median", () => {
    const stalled = [2, 5, 7];
    const file = syntheticService({
      cases: [syntheticServiceCase()],
      phase: (step) => ({
        ...usualPhase(step),
        ...(step.arm === "fresh" && stalled.includes(step.round) ? { latencyMs: 200, loopLateMs: 190 } : {}),
      }),
    });
    const [result] = serviceResults(file);
    const [fresh, shared] = ["fresh", "shared"].map(
      (name) => result!.arms.find(({ arm }) => arm === name)!.figures!,
    );
    assert.equal(fresh!.latency!.answered, 10 * 150);
    assert.equal(fresh!.latency!.p50Ns, 9e6);
    assert.equal(fresh!.latency!.p99Ns, 200e6);
    assert.equal(fresh!.latency!.maxNs, 400e6);
    assert.equal(fresh!.latency!.beyondBound, stalled.length);
    assert.ok(fresh!.latency!.phaseP99Ns.low < 20e6 && fresh!.latency!.phaseP99Ns.high >= 200e6);
    assert.ok(fresh!.loopDelayP99Ns >= 190e6);
    assert.equal(shared!.latency!.beyondBound, 0);
    assert.ok(shared!.loopDelayP99Ns < 2e6);
  });

  it("are none where no arrival got a response", () => {
    const file = syntheticService({
      cases: [syntheticServiceCase({ ratePerSecond: 1 })],
      phase: (step) => ({ ...usualPhase(step), errors: { 0: "reset", 1: "reset", 2: "reset", 3: "reset" } }),
    });
    assert.equal(serviceResults(file)[0]!.arms[0]!.figures!.latency, null);
  });
});
