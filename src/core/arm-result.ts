/** What all processes of one arm amount to. */
import type { Arm } from "./model.ts";
import type { IntervalCost, Measurement, Observation, ValidObservation } from "./records.ts";
import type { ArmResult, Cost } from "./results.ts";
import { type StageName, stageNames } from "./runtime-facts.ts";
import { median } from "./statistics/quantile.ts";

/** An interval shorter than this many steps of the CPU clock has no CPU time that could be told. */
const leastClockSteps = 20;

/** `observations` are the arm's, the last attempt of each round, in the order of the rounds. */
export function summariseArm(
  arm: Arm,
  observations: readonly Observation[],
  plannedRounds: number,
): ArmResult {
  const valid = observations.filter((one): one is ValidObservation => one.status === "valid");
  if (valid.length === 0) {
    const failure = observations.find((one) => one.status === "failed");
    if (failure) return { state: "failed", arm, plannedRounds, reason: failure.reason };
    return { state: "not run", arm, plannedRounds, reason: "the run was stopped before its first round" };
  }
  const measurements = valid.map(({ measurement }) => measurement);
  const processMediansNs = measurements.map(processMedianNs);
  return {
    state: "measured",
    arm,
    validRounds: valid.length,
    plannedRounds,
    latencyNs: median(processMediansNs),
    processMediansNs,
    rounds: valid.map(({ round }) => round),
    meanWallNs: median(measurements.map(meanWallNs)),
    meanCpu: medianCpu(measurements),
    coldNs: median(measurements.map(({ coldNs }) => coldNs)),
    stageDurationsNs: stageDurations(measurements),
    peakRssBytes: median(measurements.map(({ peakRssBytes }) => peakRssBytes)),
    ...serverTotals(valid),
    packageThatRan: measurements[0]!.packageThatRan,
  };
}

/** Median latency of a process's timed operations. */
export function processMedianNs({ operationNs }: Measurement): number {
  return median(operationNs);
}

/** Mean wall time of an operation, with the yields between operations and the frees that were put off. */
export function meanWallNs(measurement: Measurement): number {
  return drainedCost(measurement, ({ wallNs }) => wallNs) / measurement.operationNs.length;
}

/** Mean CPU time, user and system, of an operation; as `meanWallNs`. */
export function meanCpuNs(measurement: Measurement): number {
  return drainedCost(measurement, cpuNs) / measurement.operationNs.length;
}

export function cpuNs({ cpuUserNs, cpuSystemNs }: IntervalCost): number {
  return cpuUserNs + cpuSystemNs;
}

/**
 * The loop, and what a collection after it takes longer than one that has nothing to free. That is never less than
 * nothing; where the collections' own noise says so, the loop stands alone.
 */
function drainedCost(
  { loop, collectionBefore, collectionAfter }: Measurement,
  cost: (interval: IntervalCost) => number,
): number {
  return cost(loop) + Math.max(0, cost(collectionAfter) - cost(collectionBefore));
}

/** Whether the process's CPU clock is fine enough for its loop. */
export function isCpuResolved({ loop, cpuResolutionNs }: Measurement): boolean {
  return cpuResolutionNs > 0 && cpuNs(loop) >= leastClockSteps * cpuResolutionNs;
}

function medianCpu(measurements: readonly Measurement[]): Cost {
  if (!measurements.every(isCpuResolved)) {
    const resolutionNs = Math.max(...measurements.map((one) => one.cpuResolutionNs / one.operationNs.length));
    return { state: "below-resolution", resolutionNs: leastClockSteps * resolutionNs };
  }
  return { state: "measured", ns: median(measurements.map(meanCpuNs)) };
}

type StageDurations = Record<StageName, number | null>;

function stageDurations(measurements: readonly Measurement[]): StageDurations | null {
  if (measurements.some(({ stages }) => stages === null)) return null;
  const perProcess = measurements.map(({ stages }) => processStageDurations(stages!));
  const durations = {} as StageDurations;
  for (const stage of stageNames) {
    const values = perProcess.map((one) => one[stage]).filter((value) => value !== null);
    durations[stage] = values.length === 0 ? null : median(values);
  }
  return durations;
}

/** The median is taken of the differences: a difference of medians need not be the time of any operation. */
function processStageDurations(stages: NonNullable<Measurement["stages"]>): StageDurations {
  const durations = {} as StageDurations;
  let before: readonly number[] | null = null;
  for (const stage of stageNames) {
    const reached: readonly number[] | null = stages[stage];
    const since: readonly number[] | null = before;
    durations[stage] = reached && median(reached.map((time, index) => time - (since?.[index] ?? 0)));
    before = reached ?? before;
  }
  return durations;
}

function serverTotals(valid: readonly ValidObservation[]) {
  const seen = valid.flatMap(({ server, measurement }) => (server ? [{ server, measurement }] : []));
  if (seen.length === 0) {
    return { fullHandshakes: null, resumedHandshakes: null, connections: null, serverCpuShare: null };
  }
  const total = (of: (one: (typeof seen)[number]) => number) => seen.reduce((sum, one) => sum + of(one), 0);
  const connections = total(({ server }) => server.connections);
  const cpuNs = total(({ server }) => server.cpuNs);
  return {
    fullHandshakes: total(({ server }) => server.fullHandshakes),
    resumedHandshakes: total(({ server }) => server.resumedHandshakes),
    connections,
    // What the server did while nobody talked to it is its own business, and may be much beside a few microseconds.
    serverCpuShare: connections === 0 ? null : cpuNs / total(({ measurement }) => operatingNs(measurement)),
  };
}

/** Wall time in which the process worked with the server. */
function operatingNs({ coldNs, warmupNs, loop }: Measurement): number {
  return coldNs + warmupNs.reduce((sum, time) => sum + time, 0) + loop.wallNs;
}
