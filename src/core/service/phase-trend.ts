/** Whether a process still changes while a phase is counted: the load is steady, and its code may not be. */
import { estimateOfPositive, type RoundsEstimate } from "../statistics/rounds-estimate.ts";
import { sliceShares } from "./phase-figures.ts";
import type { PhaseValue, ServicePlan } from "./service-records.ts";

/** A change that is smaller makes no other picture of a service. */
const leastTrend = 0.05;

/** CPU of the second half ÷ of the first, over the phases; null where a half of one has none, or there is no phase. */
export function phaseTrend(
  { warmupNs, phaseNs }: Pick<ServicePlan, "warmupNs" | "phaseNs">,
  values: readonly PhaseValue[],
): RoundsEstimate | null {
  const halves = { startNs: warmupNs, sliceNs: phaseNs / 2, count: 2 };
  const shares = values.map(({ marks }) => sliceShares(marks, halves));
  if (shares.length === 0 || shares.some((both) => both.some((share) => share <= 0))) return null;
  return estimateOfPositive(shares.map(([first, second]) => second! / first!));
}

/** Told from 1, and large enough to matter. */
export function isTrend({ value, interval }: RoundsEstimate): boolean {
  if (!interval || Math.abs(value - 1) < leastTrend) return false;
  return interval.low > 1 || interval.high < 1;
}
