/** A slope over processes: each gives one, and what lies between them is the interval. */
import { estimateOverRounds, type RoundsEstimate } from "../statistics/rounds-estimate.ts";
import { type Point, theilSenSlope } from "../statistics/theil-sen.ts";
import type { MemoryReading } from "./memory-records.ts";

/** Bytes a client, or an operation; without an interval where there are too few processes, or none is to be made. */
export type Slope = RoundsEstimate;

/** Null without any process. */
export function slopeOver(values: readonly number[], exploratory: boolean): Slope | null {
  if (values.length === 0) return null;
  const estimate = estimateOverRounds(values);
  return exploratory ? { ...estimate, interval: null } : estimate;
}

type Measured = "rssBytes" | "heapBytes";

/** Bytes a count, of one process. */
export function processSlope(readings: readonly MemoryReading[], of: Measured): number {
  return theilSenSlope(readings.map((one): Point => ({ x: one.count, y: one[of] })));
}
