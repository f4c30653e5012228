/** Processes far from the others of their arm. They are flagged and kept: the interval is wide where they matter. */

import type { MeasuredArm, Outlier } from "./results.ts";
import { quantile } from "./statistics/quantile.ts";

/** "Far out" of J. W. Tukey, "Exploratory Data Analysis", 1977: three interquartile ranges beyond the quartiles. */
const farOut = 3;
/** On a quiet machine the interquartile range is so small that "far" is next to nothing. */
const leastLogDistance = Math.log(1.1);

export function outliersOf({ arm, processMediansNs, rounds, latencyNs }: MeasuredArm): Outlier[] {
  return farOutIndexes(processMediansNs).map((index) => ({
    context: arm.context,
    round: rounds[index]!,
    factor: processMediansNs[index]! / latencyNs,
  }));
}

/** Which of an arm's processes are far from the others; none where one takes no time at all. */
export function farOutIndexes(processMediansNs: readonly number[]): number[] {
  if (!processMediansNs.every((value) => value > 0)) return [];
  const logs = processMediansNs.map(Math.log);
  const [lower, upper] = [quantile(logs, 0.25), quantile(logs, 0.75)];
  const reach = Math.max(farOut * (upper - lower), leastLogDistance);
  return [...logs.keys()].filter((index) => logs[index]! < lower - reach || logs[index]! > upper + reach);
}
