import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mean, standardDeviation } from "../statistics/sample-interval.ts";
import { arrivalTimesNs } from "./arrivals.ts";

const second = { ratePerSecond: 1000, durationNs: 20e9 } as const;
const gapsOf = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

describe("arrivalTimesNs()", () => {
  it("makes one arrival a gap where they are fixed, the first of them anywhere in the first gap", () => {
    const times = arrivalTimesNs({ ...second, arrivals: "fixed", seed: 1 });
    assert.equal(times.length, 20_000);
    for (const gap of gapsOf(times)) assert.ok(Math.abs(gap - 1e6) <= 1, String(gap));
    const firsts = [1, 2, 3].map((seed) => arrivalTimesNs({ ...second, arrivals: "fixed", seed })[0]!);
    assert.equal(new Set(firsts).size, 3);
    assert.ok(firsts.every((first) => first < 1e6));
  });

  it("makes gaps of an exponential distribution where they are Poisson", () => {
    const times = arrivalTimesNs({ ...second, arrivals: "poisson", seed: 1 });
    const gaps = gapsOf(times);
    // Mean and deviation of an exponential distribution are equal; 20,000 gaps have a standard error of 0.7 %.
    assert.ok(Math.abs(mean(gaps) / 1e6 - 1) < 0.03, String(mean(gaps)));
    assert.ok(Math.abs(standardDeviation(gaps)! / 1e6 - 1) < 0.04, String(standardDeviation(gaps)));
    // Without memory: a share of 1/e of the gaps is longer than the mean.
    const longer = gaps.filter((gap) => gap > 1e6).length / gaps.length;
    assert.ok(Math.abs(longer - Math.exp(-1)) < 0.015, String(longer));
  });

  it("is ascending, within the phase, and the same for the same seed", () => {
    for (const arrivals of ["fixed", "poisson"] as const) {
      const schedule = { arrivals, ratePerSecond: 333, durationNs: 1e9, seed: 9 };
      const times = arrivalTimesNs(schedule);
      assert.deepEqual(times, arrivalTimesNs(schedule));
      assert.notDeepEqual(times, arrivalTimesNs({ ...schedule, seed: 10 }));
      assert.ok(gapsOf(times).every((gap) => gap >= 0));
      assert.ok(times[0]! >= 0 && times.at(-1)! < 1e9);
      assert.ok(times.every(Number.isInteger));
    }
  });
});
