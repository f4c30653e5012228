/** How often the suite says "differs" of two builds that are one executable. */

import type { Run } from "../records.ts";
import { familyWiseError, holmAdjusted } from "../statistics/holm.ts";
import { median } from "../statistics/quantile.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { halfLogWidth } from "../statistics/sample-interval.ts";
import { signedRankDistribution } from "../statistics/signed-rank.ts";
import type { SelftestComparison } from "./selftest-comparisons.ts";

export interface FalseAlarms {
  /** By the wall time, each comparison by itself: p ≤ 5 %. */
  readonly wall: Rate;
  /** By the CPU time, where the clock resolves it: 0 outside the 95 % interval of the difference. */
  readonly cpu: Rate | null;
  /** Median of |ratio − 1|. */
  readonly distance: number;
  /** Median half-width of the ratio's interval. */
  readonly halfWidth: number;
}

/** Null where there is no comparison. */
export function falseAlarms(comparisons: readonly SelftestComparison[]): FalseAlarms | null {
  if (comparisons.length === 0) return null;
  return {
    wall: rateOf(comparisons, ({ pValue }) => pValue <= familyWiseError),
    cpu: cpuAlarms(comparisons),
    distance: median(comparisons.map(({ ratio }) => Math.abs(ratio - 1))),
    halfWidth: median(comparisons.map(({ interval }) => Math.expm1(halfLogWidth(interval)))),
  };
}

function cpuAlarms(comparisons: readonly SelftestComparison[]): Rate | null {
  const intervals = comparisons.flatMap(({ cpuSavedNs }) =>
    cpuSavedNs && "low" in cpuSavedNs ? [cpuSavedNs] : [],
  );
  return intervals.length === 0 ? null : rateOf(intervals, ({ low, high }) => low > 0 || high < 0);
}

/** A run of the self-test: one table, with its verdicts after Holm. */
export interface RunAlarms {
  readonly run: Run;
  readonly alarms: FalseAlarms;
  /** Verdicts after Holm over the whole run. */
  readonly verdicts: number;
  readonly smallestAdjustedP: number;
}

export function alarmsByRun(comparisons: readonly SelftestComparison[]): RunAlarms[] {
  return [...Map.groupBy(comparisons, ({ run }) => run)].map(([run, own]) => ({
    run,
    alarms: falseAlarms(own)!,
    verdicts: own.filter(({ verdict }) => verdict.kind === "differs").length,
    smallestAdjustedP: Math.min(...own.map(({ adjustedPValue }) => adjustedPValue ?? 1)),
  }));
}

/**
 * Tables in which Holm rejects anything, the comparisons of a run being cut into tables of `size` rows in the order of
 * the plan. A run has as many as it fills.
 */
export function familyWiseAlarms(comparisons: readonly SelftestComparison[], size: number): Rate | null {
  const tables: number[][] = [];
  for (const own of Map.groupBy(comparisons, ({ run }) => run).values()) {
    const pValues = own.map(({ pValue }) => pValue);
    for (let from = 0; from + size <= pValues.length; from += size)
      tables.push(pValues.slice(from, from + size));
  }
  if (tables.length === 0) return null;
  return rateOf(tables, (pValues) =>
    holmAdjusted(pValues, size).some((adjusted) => adjusted <= familyWiseError),
  );
}

/** How often p is at most a level, beside how often the exact test lets it. */
export interface Calibration {
  readonly level: number;
  readonly rate: Rate;
  readonly nominal: number;
}

const levels = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** Whether p is what it claims to be at every level: one level alone may be off by chance. */
export function calibrationOf(comparisons: readonly SelftestComparison[]): Calibration[] {
  if (comparisons.length === 0) return [];
  return levels.map((level) => {
    const nominal = comparisons.reduce((sum, { validPairs }) => sum + nominalRate(validPairs, level), 0);
    return {
      level,
      rate: rateOf(comparisons, ({ pValue }) => pValue <= level),
      nominal: nominal / comparisons.length,
    };
  });
}

/** The share of equal pairs that the exact test rejects at a level: below it, since p comes in steps. */
export function nominalRate(rounds: number, level = familyWiseError): number {
  const ranks = Array.from({ length: rounds }, (_, index) => index + 1);
  let [below, rejected] = [0, 0];
  for (const probability of signedRankDistribution(ranks)) {
    below += probability;
    if (2 * below > level) break;
    // The other tail is its mirror image.
    rejected = 2 * below;
  }
  return rejected;
}
