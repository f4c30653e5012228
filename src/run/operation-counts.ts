/** How many operations every arm of a case runs: by a budget of time, from a calibration before round 1. */
import { median } from "../core/quantile.ts";

export interface OperationCounts {
  readonly warmupOperations: number;
  readonly timedOperations: number;
}

/** What the calibration process runs. */
export const calibrationCounts: OperationCounts = { warmupOperations: 2, timedOperations: 8 };

export interface Budget {
  /** Time for the timed operations of the dearest arm, ns. */
  readonly timedNs: number;
  readonly minimumOperations: number;
  readonly maximumOperations: number;
}

export const fullBudget: Budget = { timedNs: 60e6, minimumOperations: 10, maximumOperations: 300 };
/** A quick run says so in its tables. */
export const quickBudget: Budget = { timedNs: 20e6, minimumOperations: 10, maximumOperations: 100 };

/** As many operations as the budget pays for, and a quarter as many to warm up. */
export function operationCounts(calibratedNs: readonly number[], budget: Budget): OperationCounts {
  const affordable = Math.ceil(budget.timedNs / Math.max(1, median(calibratedNs)));
  const timedOperations = Math.min(budget.maximumOperations, Math.max(budget.minimumOperations, affordable));
  return { timedOperations, warmupOperations: Math.max(3, Math.ceil(timedOperations / 4)) };
}
