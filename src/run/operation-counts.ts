/** How many operations every arm of a case runs: by a budget of time, from a calibration before round 1. */
import type { Scenario } from "../core/model.ts";
import { median } from "../core/statistics/quantile.ts";

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
  /** Operations before the timed ones, where those are as many. */
  readonly preferredWarmup: number;
  /**
   * Of `create`: a construction that builds nothing, being given a shared context, becomes faster up to about its 500th
   * in a process; after 20 it still takes two to three times as long.
   */
  readonly createWarmup: number;
  /** The inputs of all operations are in memory beforehand: with `distinct` 180 kB each. */
  readonly maximumOperations: number;
}

/**
 * Requests become faster quickly up to about their 20th in a process, and slowly up to some hundreds; one that builds a
 * bundle takes 7 ms, so that more than 20 of each would not fit into the run's 20 minutes.
 */
export const fullBudget: Budget = {
  timedNs: 140e6,
  minimumOperations: 10,
  maximumOperations: 300,
  preferredWarmup: 20,
  createWarmup: 300,
};
/** A quick run says so in its tables. */
export const quickBudget: Budget = {
  timedNs: 20e6,
  minimumOperations: 10,
  maximumOperations: 100,
  preferredWarmup: 5,
  createWarmup: 20,
};

/**
 * CPython compiles nothing while it runs: its interpreter specializes what has run a few times (PEP 659), and a
 * process of 300 constructions at 10 ms each would only be long. What it is compared with is itself, at a ratio of
 * hundreds, so that half the time is enough.
 */
export function budgetOfReference(budget: Budget): Budget {
  const warmup = Math.min(budget.preferredWarmup, 10);
  return { ...budget, timedNs: budget.timedNs / 2, preferredWarmup: warmup, createWarmup: warmup };
}

/** As many operations as the budget pays for, and half as many to warm up, or all of the preferred. */
export function operationCounts(
  calibratedNs: readonly number[],
  budget: Budget,
  scenario: Scenario,
): OperationCounts {
  const affordable = Math.ceil(budget.timedNs / Math.max(1, median(calibratedNs)));
  const timedOperations = Math.min(budget.maximumOperations, Math.max(budget.minimumOperations, affordable));
  const least =
    scenario === "create" ? budget.createWarmup : Math.min(budget.preferredWarmup, timedOperations);
  const warmupOperations = Math.max(Math.ceil(timedOperations / 2), least);
  return { timedOperations, warmupOperations };
}
