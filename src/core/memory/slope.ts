/** A slope over processes: each gives one, and what lies between them is the interval. */
import { hodgesLehmann, type SignedRankInterval, signedRankInterval } from "../statistics/signed-rank.ts";
import { type Point, theilSenSlope } from "../statistics/theil-sen.ts";
import type { MemoryReading } from "./memory-records.ts";

export interface Slope {
  /** Bytes a client, or an operation. */
  readonly value: number;
  /** Of this slope alone, at 95 % or more; null where there are too few processes, or none is to be made. */
  readonly interval: SignedRankInterval | null;
}

const confidence = 0.95;

/** Null without any process. */
export function slopeOver(values: readonly number[], exploratory: boolean): Slope | null {
  if (values.length === 0) return null;
  return {
    value: hodgesLehmann(values),
    interval: exploratory ? null : signedRankInterval(values, confidence),
  };
}

type Measured = "rssBytes" | "heapBytes";

/** Bytes a count, of one process. */
export function processSlope(readings: readonly MemoryReading[], of: Measured): number {
  return theilSenSlope(readings.map((one): Point => ({ x: one.count, y: one[of] })));
}
