/** Verdicts over the family that the plan fixed: Holm's procedure, and what stands where it cannot speak. */
import { familyWiseError, holmAdjusted, roundsNeeded } from "./holm.ts";
import type { Comparison } from "./pair.ts";
import type { PairResult, Verdict } from "./results.ts";
import { signedRankInterval } from "./signed-rank.ts";

/** No verdict where more than this share of the planned pairs is missing. */
const toleratedMissing = 0.1;

export interface Family {
  readonly size: number;
  readonly exploratory: boolean;
}

/** In the order of the comparisons. Those without a p count in the family as 1. */
export function giveVerdicts(comparisons: readonly Comparison[], family: Family): PairResult[] {
  const eligible = comparisons.map((one) => obstacle(one, family) === null);
  const pValues = comparisons.map(({ pValue }, index) => (eligible[index] ? pValue! : 1));
  const adjusted = holmAdjusted(pValues, family.size);
  return comparisons.map((comparison, index) => {
    const { logRatios, withheld: _, ...pair } = comparison;
    const adjustedPValue = eligible[index] ? adjusted[index]! : null;
    const verdict =
      obstacle(comparison, family) ??
      (adjustedPValue! <= familyWiseError ? differs : indistinct(logRatios, family));
    return { ...pair, adjustedPValue, verdict };
  });
}

const differs: Verdict = { kind: "differs" };

/** Why this pair can have no verdict, or null. */
function obstacle(comparison: Comparison, family: Family): Verdict | null {
  const { withheld, validPairs, plannedPairs, pValue } = comparison;
  if (withheld !== null) return { kind: "withheld", reason: withheld };
  if (family.exploratory) return { kind: "exploratory" };
  if (validPairs < (1 - toleratedMissing) * plannedPairs) return { kind: "missing-pairs" };
  const needed = roundsNeeded(family.size);
  if (pValue === null || validPairs < needed) return { kind: "need-rounds", rounds: needed };
  return null;
}

/** With the confidence that the whole family has, the change that would have lain outside the interval. */
function indistinct(logRatios: readonly number[], family: Family): Verdict {
  const interval = signedRankInterval(logRatios, 1 - familyWiseError / family.size);
  // `need-rounds` stands where there is no such interval.
  const halfWidth = interval ? (interval.high - interval.low) / 2 : Number.POSITIVE_INFINITY;
  return { kind: "indistinct", smallestDetectable: Math.exp(halfWidth) };
}
