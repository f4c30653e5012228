/** Quantiles by operation index: what a median over all of a process's operations cannot show. */
import type { Measurement, PlannedCase } from "../records.ts";
import { quantiles } from "../statistics/quantile.ts";
import { type OperationSlice, sliceShares } from "./page-data.ts";

const warmupSlices = 5;
const timedSlices = 10;

type Counts = Pick<PlannedCase, "warmupOperations" | "timedOperations">;

/** The first operation, the warm-up in 5 parts and the timed ones in 10; fewer where there are fewer operations. */
export function operationSlices({ warmupOperations, timedOperations }: Counts): OperationSlice[] {
  return [
    ...partsOf("first", 1, 1),
    ...partsOf("warm-up", warmupOperations, warmupSlices),
    ...partsOf("timed", timedOperations, timedSlices),
  ];
}

function partsOf(phase: OperationSlice["phase"], operations: number, most: number): OperationSlice[] {
  const parts = Math.min(most, operations);
  return Array.from({ length: parts }, (_, part) => ({
    phase,
    from: 1 + Math.floor((part * operations) / parts),
    to: Math.floor(((part + 1) * operations) / parts),
  }));
}

/** Of all processes' operations in each slice, at `sliceShares`, one slice after another. */
export function sliceQuantiles(
  slices: readonly OperationSlice[],
  measurements: readonly Measurement[],
): number[] {
  if (measurements.length === 0) return [];
  return slices.flatMap((slice) => {
    const values = measurements.flatMap((one) => timesOf(one, slice));
    return values.length === 0 ? sliceShares.map(() => 0) : quantiles(values, sliceShares).map(shortened);
  });
}

function timesOf(
  { coldNs, warmupNs, operationNs }: Measurement,
  { phase, from, to }: OperationSlice,
): readonly number[] {
  if (phase === "first") return [coldNs];
  return (phase === "warm-up" ? warmupNs : operationNs).slice(from - 1, to);
}

/** Four digits are one more than any table shows; the rest would be a tenth of the page. */
function shortened(ns: number): number {
  return Number(ns.toPrecision(4));
}
