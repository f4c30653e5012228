/** Where a run's time went: if most of it is start-up, more operations a process cost little. */
import type { Observation, Run } from "./records.ts";
import type { TimeSpent } from "./results.ts";

export function timeSpent({ observations, finish }: Run): TimeSpent {
  const total = (of: (one: Observation) => number) => observations.reduce((sum, one) => sum + of(one), 0);
  const startupNs = total(({ measurement }) => measurement?.startupNs ?? 0);
  const warmupNs = total(({ measurement }) =>
    measurement ? measurement.coldNs + measurement.warmupNs.reduce((sum, time) => sum + time, 0) : 0,
  );
  const measuringNs = total(({ measurement }) => measurement?.loop.wallNs ?? 0);
  return {
    processes: observations.length,
    startupNs,
    warmupNs,
    measuringNs,
    otherNs: total(({ processNs }) => processNs) - startupNs - warmupNs - measuringNs,
    elapsedNs: finish?.elapsedNs ?? null,
  };
}
