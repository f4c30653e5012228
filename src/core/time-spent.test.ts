import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Observation } from "./records.ts";
import { failing, measuring, syntheticRun } from "./synthetic-run.ts";
import { timeSpent } from "./time-spent.ts";

/** Round 1 as measured, round 2 failed after it had measured, round 3 failed before. */
function spent(finish: { elapsedNs: number } | null) {
  const times = {
    startupNs: 40,
    coldNs: 10,
    warmupNs: [3, 4],
    loop: { wallNs: 100, cpuUserNs: 1, cpuSystemNs: 1 },
  };
  const run = syntheticRun({
    cases: [{ latencyNs: { fresh: 1 } }],
    rounds: 3,
    observe: (valid): Observation => {
      const measured = { ...measuring(valid, times), processNs: 200 };
      if (valid.round === 1) return measured;
      const failed = failing(measured, "broke");
      return valid.round === 2
        ? { ...failed, measurement: measured.measurement }
        : { ...failed, processNs: 30 };
    },
    rest: {
      finish: finish && { kind: "finish", finishedAt: "2026-11-24", failedObservations: 2, ...finish },
    },
  });
  return timeSpent(run);
}

describe("timeSpent()", () => {
  it("adds up to the time of all processes, the failed ones too", () => {
    const result = spent({ elapsedNs: 1000 });
    assert.deepEqual(result, {
      processes: 3,
      startupNs: 2 * 40,
      warmupNs: 2 * (10 + 3 + 4),
      measuringNs: 2 * 100,
      otherNs: 2 * (200 - 40 - 17 - 100) + 30,
      elapsedNs: 1000,
    });
    const { startupNs, warmupNs, measuringNs, otherNs } = result;
    assert.equal(startupNs + warmupNs + measuringNs + otherNs, 200 + 200 + 30);
  });

  it("does not know how long an interrupted run took", () => {
    assert.equal(spent(null).elapsedNs, null);
  });
});
