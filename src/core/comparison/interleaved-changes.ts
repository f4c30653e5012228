/** The builds of one run, compared: paired rounds, so that what changed between the rounds cancels. */

import { buildName } from "../model.ts";
import { estimate } from "../pair.ts";
import type { Run } from "../records.ts";
import type { MeasuredArm } from "../results.ts";
import { familyWiseError, holmAdjusted, roundsNeeded } from "../statistics/holm.ts";
import { mean } from "../statistics/sample-interval.ts";
import { hodgesLehmann, signedRankPValue } from "../statistics/signed-rank.ts";
import {
  type Change,
  type Changes,
  type GeometricMean,
  geometricMean,
  geometricMeansOf,
  type Judged,
} from "./change.ts";
import { type BuildComparison, compareBuilds } from "./compare-builds.ts";
import { buildsNotCompared } from "./not-compared.ts";
import { singleBuildsOf } from "./single-builds.ts";

/** @param threshold the share of slowing down that does not matter, e.g. 0.05 */
export function interleavedChanges(run: Run, threshold: number): Changes {
  const comparisons = compareBuilds(run);
  const comparable = comparisons.flatMap((one) =>
    one.ratio !== null && one.base.state === "measured" && one.head.state === "measured"
      ? [{ ...one, ratio: one.ratio, base: one.base, head: one.head }]
      : [],
  );
  const { familySize, exploratory } = run.plan;
  const beyond = holmAdjusted(
    comparable.map((one) => (isJudged(one) ? pBeyond(one.logRatios, Math.log1p(threshold)) : 1)),
    familySize,
  );
  const needed = roundsNeeded(familySize);
  const isTooShort = !exploratory && comparable.every(({ validPairs }) => validPairs < needed);
  return {
    kind: "interleaved",
    changes: comparable.map((one, index) => ({ ...changeOf(one), ...judgedBy(one, beyond[index]!) })),
    notCompared: buildsNotCompared(run, comparisons),
    singleBuilds: singleBuildsOf(run),
    familySize,
    leastCount: isTooShort && comparable.length > 0 ? needed : null,
    geometricMeans: geometricMeansOf(
      comparable.map((one) => ({ ...one, ...changeOf(one), ratio: one.ratio })),
      ({ arm }) => buildName(arm),
      meanRatio,
    ),
  };
}

type Comparable = BuildComparison & {
  readonly ratio: number;
  readonly base: MeasuredArm;
  readonly head: MeasuredArm;
};

function isJudged({ verdict }: Comparable): boolean {
  return verdict.kind === "differs" || verdict.kind === "indistinct";
}

/** The verdict is the pair's own; the threshold has a family of its own beside it. */
function judgedBy(one: Comparable, thresholdPValue: number): Judged {
  const { adjustedPValue, verdict } = one;
  return {
    adjustedPValue,
    verdict,
    thresholdPValue: isJudged(one) ? thresholdPValue : null,
    isRegression: verdict.kind === "differs" && thresholdPValue <= familyWiseError,
  };
}

/** p of "slower by no more than this", two-sided as all of them are; 1 where the estimate is not beyond it. */
function pBeyond(logRatios: readonly number[], logThreshold: number): number {
  const shifted = logRatios.map((one) => one - logThreshold);
  return shifted.length > 0 && hodgesLehmann(shifted) > 0 ? signedRankPValue(shifted) : 1;
}

function changeOf(one: Comparable): Omit<Change, keyof Judged> {
  return {
    arm: one.head.arm,
    baseNs: one.base.latencyNs,
    headNs: one.head.latencyNs,
    count: one.validPairs,
    plannedCount: one.plannedPairs,
    ratio: one.interval ?? { value: one.ratio },
    cpuRatio: one.cpuRatio,
    baseCpu: one.base.meanCpu,
    headCpu: one.head.meanCpu,
  };
}

/** Where every arm has every round: over the rounds, of each round's mean log ratio. */
function meanRatio(group: readonly Comparable[]): GeometricMean["ratio"] {
  const isWhole = group.every(
    ({ logRatios, plannedPairs, interval }) => logRatios.length === plannedPairs && interval !== null,
  );
  if (!isWhole) return { value: geometricMean(group.map(({ ratio }) => ratio)) };
  const byRound = group[0]!.logRatios.map((_, round) =>
    mean(group.map(({ logRatios }) => logRatios[round]!)),
  );
  return estimate(byRound, Math.exp);
}
