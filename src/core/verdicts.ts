/** Verdicts over the family that the plan fixed: Holm's procedure, and what stands where it cannot speak. */

import type { Comparison } from "./pair.ts";
import type { JudgedPair, Verdict } from "./results.ts";
import { familyWiseError, holmAdjusted, roundsNeeded } from "./statistics/holm.ts";
import { hodgesLehmann, signedRankInterval } from "./statistics/signed-rank.ts";

/** No verdict where more than this share of the planned pairs is missing. */
const toleratedMissing = 0.1;

export function lacksTooMany(valid: number, planned: number): boolean {
  return valid < (1 - toleratedMissing) * planned;
}

export interface Family {
  readonly size: number;
  readonly exploratory: boolean;
}

type Judged<One extends Comparison> = Omit<One, "withheld" | "cpuPValue"> &
  Pick<JudgedPair, "adjustedPValue" | "cpuAdjustedPValue" | "verdict">;

/** In the order of the comparisons. Those without a p count in the family as 1. */
export function giveVerdicts<One extends Comparison>(
  comparisons: readonly One[],
  family: Family,
): Judged<One>[] {
  const eligible = comparisons.map((one) => obstacle(one, family) === null);
  const pValues = comparisons.map(({ pValue }, index) => (eligible[index] ? pValue! : 1));
  const adjusted = holmAdjusted(pValues, family.size);
  // A family of its own: what is claimed of the CPU is claimed of all pairs together as well.
  const cpuPValues = comparisons.map(({ cpuPValue }, index) => (eligible[index] ? (cpuPValue ?? 1) : 1));
  const cpuAdjusted = holmAdjusted(cpuPValues, family.size);
  return comparisons.map((comparison, index) => {
    const { withheld: _, cpuPValue, ...pair } = comparison;
    const adjustedPValue = eligible[index] ? adjusted[index]! : null;
    const verdict =
      obstacle(comparison, family) ??
      (adjustedPValue! <= familyWiseError ? differs : indistinct(comparison.logRatios, family));
    const cpuAdjustedPValue = eligible[index] && cpuPValue !== null ? cpuAdjusted[index]! : null;
    return { ...pair, adjustedPValue, cpuAdjustedPValue, verdict };
  });
}

const differs: Verdict = { kind: "differs" };

/** Why this pair can have no verdict, or null. */
function obstacle(comparison: Comparison, family: Family): Verdict | null {
  const { withheld, validPairs, plannedPairs, pValue } = comparison;
  if (withheld !== null) return { kind: "withheld", reason: withheld };
  if (family.exploratory) return { kind: "exploratory" };
  if (lacksTooMany(validPairs, plannedPairs)) return { kind: "missing-pairs" };
  const needed = roundsNeeded(family.size);
  if (pValue === null || validPairs < needed) return { kind: "need-rounds", rounds: needed };
  return null;
}

/** With the confidence that the whole family has, the change that would have lain outside the interval. */
export function indistinct(logRatios: readonly number[], family: Family): Verdict {
  const interval = signedRankInterval(logRatios, 1 - familyWiseError / family.size);
  // `need-rounds` stands where there is no such interval.
  if (!interval) return { kind: "indistinct", smallestDetectable: Number.POSITIVE_INFINITY };
  // The interval need not lie evenly about the estimate: the longer side, so that the claim holds in both directions.
  const estimate = hodgesLehmann(logRatios);
  const reach = Math.max(interval.high - estimate, estimate - interval.low);
  return { kind: "indistinct", smallestDetectable: Math.exp(reach) };
}
