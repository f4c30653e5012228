/** From base to head: what became of the cost of an arm. */

import type { Arm } from "../model.ts";
import type { Cost, Estimate, Verdict } from "../results.ts";
import { familyWiseError, holmAdjusted } from "../statistics/holm.ts";
import type { SingleBuild } from "./single-builds.ts";

export interface Change {
  /** The arm that both sides have; the head's where the builds differ. */
  readonly arm: Arm;
  readonly baseNs: number;
  readonly headNs: number;
  /** Observations behind it: pairs where base and head ran in one run, else those of the smaller side. */
  readonly count: number;
  /** How many were planned. */
  readonly plannedCount: number;
  /** head ÷ base, with its own interval; without one where there are too few observations. */
  readonly ratio: Estimate | { readonly value: number };
  /** The same of the mean CPU cost; null below the CPU clock's resolution. */
  readonly cpuRatio: Estimate | { readonly value: number } | null;
  readonly baseCpu: Cost;
  readonly headCpu: Cost;
  /** p of "no change" after Holm over the family. */
  readonly adjustedPValue: number | null;
  /** p of "slower by no more than the threshold" after Holm over the family. */
  readonly thresholdPValue: number | null;
  readonly verdict: Verdict;
  /** Whether Holm, over all changes, rejects "slower by no more than the threshold". */
  readonly isRegression: boolean;
}

/** An arm that cannot be compared, and why. */
export interface NotCompared {
  readonly armId: string;
  readonly reason: string;
}

/** Of the changes of one head build, or of one runtime: means over different things say nothing. */
export interface GeometricMean {
  /** The build of the heads, or the runtime. */
  readonly of: string;
  readonly baseNs: number;
  readonly headNs: number;
  /** With an interval over the rounds where every arm has every round. */
  readonly ratio: Estimate | { readonly value: number };
}

export interface Changes {
  /** `interleaved`: paired rounds of one run. `separate`: two runs, and all that changed between them. */
  readonly kind: "interleaved" | "separate";
  readonly changes: readonly Change[];
  readonly notCompared: readonly NotCompared[];
  /** What was measured beside the others; none in separate runs. */
  readonly singleBuilds: readonly SingleBuild[];
  /** Over how many changes Holm's procedure corrects: all that were planned, compared or not. */
  readonly familySize: number;
  /** Where so few observations cannot give a verdict on any change: how many each would need. Null elsewhere. */
  readonly leastCount: number | null;
  readonly geometricMeans: readonly GeometricMean[];
}

/** A change before the family has been looked at. */
export interface Candidate {
  /** p of "no change", or null where none can be had. */
  readonly pValue: number | null;
  /** p of "slower by no more than the threshold"; 1 where the estimate is below it. */
  readonly thresholdPValue: number;
  /** Why no verdict, or null. */
  readonly obstacle: Verdict | null;
  /** From the estimate to the farther end of the interval that holds for the family, as a factor above 1. */
  readonly smallestDetectable: number;
}

export type Judged = Pick<Change, "adjustedPValue" | "thresholdPValue" | "verdict" | "isRegression">;

/** In the order of the candidates; those without a p count in the family as 1. */
export function judgeChanges(candidates: readonly Candidate[], familySize: number): Judged[] {
  const pOf = (p: number | null, { obstacle }: Candidate) => (obstacle ? 1 : (p ?? 1));
  const size = Math.max(familySize, candidates.length);
  const adjusted = holmAdjusted(
    candidates.map((one) => pOf(one.pValue, one)),
    size,
  );
  const beyond = holmAdjusted(
    candidates.map((one) => pOf(one.thresholdPValue, one)),
    size,
  );
  return candidates.map(({ obstacle, smallestDetectable }, index) => {
    if (obstacle) {
      return { adjustedPValue: null, thresholdPValue: null, verdict: obstacle, isRegression: false };
    }
    const differs = adjusted[index]! <= familyWiseError;
    return {
      adjustedPValue: adjusted[index]!,
      thresholdPValue: beyond[index]!,
      verdict: differs ? { kind: "differs" } : { kind: "indistinct", smallestDetectable },
      isRegression: differs && beyond[index]! <= familyWiseError,
    };
  });
}

/** One for each group of changes, in their order; `ratioOf` is the mean of a group's ratios, in whatever way. */
export function geometricMeansOf<One extends Pick<Change, "baseNs" | "headNs">>(
  changes: readonly One[],
  groupOf: (change: One) => string,
  ratioOf: (group: readonly One[]) => GeometricMean["ratio"],
): GeometricMean[] {
  return [...Map.groupBy(changes, groupOf)].map(([of, group]) => ({
    of,
    baseNs: geometricMean(group.map(({ baseNs }) => baseNs)),
    headNs: geometricMean(group.map(({ headNs }) => headNs)),
    ratio: ratioOf(group),
  }));
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, one) => sum + Math.log(one), 0) / values.length);
}
