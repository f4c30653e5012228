import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isCpuResolved, meanCpuNs, meanWallNs, processMedianNs, summariseArm } from "./arm-result.ts";
import type { Arm } from "./model.ts";
import type { IntervalCost, Measurement, ServerCounts, ValidObservation } from "./records.ts";
import type { MeasuredArm } from "./results.ts";
import { failing, measuring, syntheticObservation } from "./synthetic-run.ts";

const arm: Arm = {
  runtime: "node",
  client: "undici",
  trust: "bundle",
  scenario: "request",
  context: "fresh",
};

function cost(wallNs: number, cpuUserNs: number, cpuSystemNs: number): IntervalCost {
  return { wallNs, cpuUserNs, cpuSystemNs };
}

/** A valid process of round `round` with these measurements. */
function process(round: number, changes: Partial<Measurement> = {}): ValidObservation {
  return measuring(syntheticObservation(arm, round, 100_000), changes);
}

function measure(changes: Partial<Measurement>): Measurement {
  return process(1, changes).measurement;
}

function summarise(processes: readonly ValidObservation[]): MeasuredArm {
  const result = summariseArm(arm, processes, processes.length);
  assert.ok(result.state === "measured");
  return result;
}

describe("processMedianNs()", () => {
  it("takes the timed operations alone, not the cold one and the warm-up", () => {
    const measurement = measure({ coldNs: 900, warmupNs: [800, 700, 600], operationNs: [10, 30, 20] });
    assert.equal(processMedianNs(measurement), 20);
  });
});

describe("meanWallNs() and meanCpuNs()", () => {
  const four = { operationNs: [1, 1, 1, 1], loop: cost(4000, 2000, 800) };

  it("add to the loop what the collection after it costs more than the one before", () => {
    const drained = measure({
      ...four,
      collectionBefore: cost(500, 300, 100),
      collectionAfter: cost(900, 600, 200),
    });
    assert.equal(meanWallNs(drained), (4000 + 400) / 4);
    assert.equal(meanCpuNs(drained), (2800 + 400) / 4);
  });

  it("are never less than the loop's, where the collection before it was dearer", () => {
    const noisy = measure({
      ...four,
      collectionBefore: cost(900, 600, 200),
      collectionAfter: cost(500, 300, 100),
    });
    assert.equal(meanWallNs(noisy), 1000);
    assert.equal(meanCpuNs(noisy), 700);
  });

  it("judge wall and CPU apart, and user and system time together", () => {
    const mixed = measure({
      ...four,
      collectionBefore: cost(900, 100, 200),
      collectionAfter: cost(500, 300, 40),
    });
    assert.equal(meanWallNs(mixed), 1000);
    assert.equal(meanCpuNs(mixed), (2800 + 40) / 4);
  });
});

describe("isCpuResolved()", () => {
  it("asks for 20 steps of the CPU clock in the loop", () => {
    const loop = cost(1, 15_000, 5000);
    assert.equal(isCpuResolved(measure({ loop, cpuResolutionNs: 1000 })), true);
    assert.equal(isCpuResolved(measure({ loop, cpuResolutionNs: 1001 })), false);
  });
});

describe("summariseArm() of CPU time", () => {
  const round1 = process(1, { operationNs: [1, 1], loop: cost(9, 40, 10) });
  const round2 = process(2, { operationNs: [1, 1], loop: cost(9, 60, 20) });
  const round3 = process(3, { operationNs: [1, 1], loop: cost(9, 400, 0) });

  it("is the median over the processes of the mean cost", () => {
    const processes = [round1, round2, round3].map((one) => measuring(one, { cpuResolutionNs: 1 }));
    assert.deepEqual(summarise(processes).meanCpu, { state: "measured", ns: 40 });
  });

  it("is below resolution where a single process is, with the least that could have been told", () => {
    const processes = [
      measuring(round1, { cpuResolutionNs: 3 }),
      measuring(round2, { cpuResolutionNs: 1 }),
      measuring(round3, { cpuResolutionNs: 2 }),
    ];
    // 20 steps of 3 ns over two operations.
    assert.deepEqual(summarise(processes).meanCpu, { state: "below-resolution", resolutionNs: 30 });
  });
});

describe("summariseArm()", () => {
  it("takes medians over the valid processes and says which rounds they are of", () => {
    const processes = [
      process(1, { operationNs: [1, 10, 11], coldNs: 50, peakRssBytes: 7, loop: cost(30, 0, 0) }),
      failing(process(2), "broke"),
      process(3, { operationNs: [3, 40, 41], coldNs: 90, peakRssBytes: 5, loop: cost(150, 0, 0) }),
      process(4, { operationNs: [2, 20, 21], coldNs: 60, peakRssBytes: 6, loop: cost(75, 0, 0) }),
    ];
    const result = summariseArm(arm, processes, 13);
    assert.ok(result.state === "measured");
    assert.deepEqual([result.validRounds, result.plannedRounds], [3, 13]);
    assert.deepEqual(result.processMediansNs, [10, 40, 20]);
    assert.deepEqual(result.rounds, [1, 3, 4]);
    // The process is the unit: of all nine operations together the median would be 11.
    assert.equal(result.latencyNs, 20);
    assert.equal(result.meanWallNs, 25);
    assert.equal(result.coldNs, 60);
    assert.equal(result.peakRssBytes, 6);
    assert.equal(result.packageThatRan, "undici 8.13.1 (npm)");
  });

  it("has failed where no round is valid, for the first reason", () => {
    const failures = [failing(process(1), "refused"), failing(process(2), "hung")];
    const expected = { state: "failed", arm, plannedRounds: 13, reason: "refused" };
    assert.deepEqual(summariseArm(arm, failures, 13), expected);
  });

  it("is not called failed where no process of it was started", () => {
    const { state, ...rest } = summariseArm(arm, [], 13);
    assert.equal(state, "not run");
    assert.deepEqual(rest, { arm, plannedRounds: 13, reason: "the run was stopped before its first round" });
  });
});

describe("summariseArm() of stages", () => {
  it("takes the medians of differences, not the differences of medians", () => {
    const stages = {
      created: [1, 2, 30],
      // Since `created`: 9, 58, 10. The difference of the medians would be 38.
      connected: [10, 60, 40],
      responded: [11, 61, 41],
      closed: [13, 63, 43],
    };
    const expected = { created: 2, connected: 10, responded: 1, closed: 2 };
    assert.deepEqual(summarise([process(1, { stages })]).stageDurationsNs, expected);
  });

  it("puts the time of an invisible stage into the next visible one", () => {
    const stages = { created: null, connected: [5, 6, 7], responded: null, closed: [25, 36, 47] };
    const expected = { created: null, connected: 6, responded: null, closed: 30 };
    assert.deepEqual(summarise([process(1, { stages })]).stageDurationsNs, expected);
  });

  it("takes the median over the processes", () => {
    const processes = [3, 9, 4].map((created, index) => {
      return process(index + 1, {
        stages: { created: [created], connected: null, responded: null, closed: null },
      });
    });
    assert.equal(summarise(processes).stageDurationsNs?.created, 4);
  });

  it("has none without stages", () => {
    assert.equal(summarise([process(1, { stages: null })]).stageDurationsNs, null);
  });
});

describe("summariseArm() of the server", () => {
  function served(round: number, counts: Partial<ServerCounts>): ValidObservation {
    const times = { coldNs: 100, warmupNs: [50, 50], loop: cost(800, 0, 0) };
    const one = process(round, times);
    return { ...one, server: { ...one.server!, ...counts } };
  }

  it("adds up its counts, and its CPU time per time of operations", () => {
    const result = summarise([
      served(1, { connections: 10, fullHandshakes: 9, resumedHandshakes: 1, cpuNs: 300 }),
      served(2, { connections: 20, fullHandshakes: 18, resumedHandshakes: 2, cpuNs: 100 }),
    ]);
    assert.deepEqual(
      [result.connections, result.fullHandshakes, result.resumedHandshakes],
      [10 + 20, 9 + 18, 1 + 2],
    );
    assert.equal(result.serverCpuShare, (300 + 100) / 2000);
  });

  it("does not hold against an arm without a connection what the server did meanwhile", () => {
    const idle = { connections: 0, fullHandshakes: 0, resumedHandshakes: 0, cpuNs: 9000 };
    const { connections, serverCpuShare } = summarise([served(1, idle), served(2, idle)]);
    assert.deepEqual([connections, serverCpuShare], [0, null]);
  });

  it("says nothing of a server that is not the fixture", () => {
    const result = summarise([{ ...process(1), server: null }]);
    assert.deepEqual(
      [result.connections, result.fullHandshakes, result.resumedHandshakes, result.serverCpuShare],
      [null, null, null, null],
    );
  });
});
