import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { phaseFigures, sliceShares } from "./phase-figures.ts";
import type { PhaseValue } from "./service-records.ts";

const noCounts = {
  connections: 0,
  fullHandshakes: 0,
  resumedHandshakes: 0,
  requests: 0,
  clientCertificates: 0,
  failedHandshakes: 0,
};
const value: PhaseValue = {
  warmupArrivals: 2,
  responsesInPhase: 3,
  latencyUs: [90_000, 90_000, 1000, 2000, null, 3000],
  lateUs: [0, 0, 0, 0, 0, 0],
  probeLateUs: [100, 200, 300],
  marks: { atNs: [1e9, 1.5e9, 3e9], cpuNs: [5e9, 5.1e9, 5.8e9] },
  wholeNs: 4e9,
  firstError: "reset",
  server: { ...noCounts, cpuNs: 1e9 },
};

describe("phaseFigures()", () => {
  it("leaves the warm-up out, and counts what got no response as an error", () => {
    const { arrivals, errors, p99Ns } = phaseFigures(value);
    assert.deepEqual({ arrivals, errors }, { arrivals: 4, errors: 1 });
    assert.equal(p99Ns, 2.98e6);
  });

  it("takes CPU between the first and the last reading, by the time that has really passed", () => {
    assert.equal(phaseFigures(value).cpuShare, 0.4);
  });

  it("sees where a queue grew or shrank, apart from what is under way at either end", () => {
    const counted = (responsesInPhase: number) =>
      phaseFigures({ ...value, latencyUs: new Array<number>(102).fill(1), responsesInPhase }).keptUp;
    assert.deepEqual([94, 95, 100, 105, 106].map(counted), [false, true, true, true, false]);
    assert.equal(phaseFigures({ ...value, responsesInPhase: 2 }).keptUp, true);
  });

  it("has the event loop's delay and the server's share", () => {
    const { loopDelayP99Ns, serverShare } = phaseFigures(value);
    assert.equal(loopDelayP99Ns, 298e3);
    assert.equal(serverShare, 0.25);
  });

  it("has no latency where nothing got a response", () => {
    assert.equal(phaseFigures({ ...value, latencyUs: [1, 1, null, null] }).p99Ns, null);
  });
});

describe("sliceShares()", () => {
  it("lays what a late reading saw evenly over the time since the one before", () => {
    const shares = sliceShares(value.marks, { startNs: 1e9, sliceNs: 0.5e9, count: 4 });
    // 0.1 s in the first half second, 0.7 s in the 1.5 s after it.
    assert.deepEqual(
      shares.map((share) => Math.round(share * 1e4) / 1e4),
      [0.2, 0.4667, 0.4667, 0.4667],
    );
  });

  it("takes two readings in one turn of the loop as one", () => {
    const marks = { atNs: [0, 1e9, 1e9, 2e9], cpuNs: [0, 0.5e9, 0.5e9, 0.6e9] };
    const shares = sliceShares(marks, { startNs: 0, sliceNs: 1e9, count: 2 });
    assert.deepEqual(
      shares.map((share) => Math.round(share * 1e4) / 1e4),
      [0.5, 0.1],
    );
  });
});
