/** The builds of one run, compared: paired rounds, so that what changed between the rounds cancels. */
import type { Candidate, Change, Changes } from "./change.ts";
import { judgeChanges } from "./change.ts";
import { type BuildComparison, compareBuilds } from "./compare-builds.ts";
import { armId } from "./model.ts";
import { estimate, leastPairsForInterval } from "./pair.ts";
import type { Run } from "./records.ts";
import type { MeasuredArm } from "./results.ts";
import { hodgesLehmann, signedRankPValue } from "./signed-rank.ts";

/** @param threshold the share of slowing down that does not matter, e.g. 0.05 */
export function interleavedChanges(run: Run, threshold: number): Changes {
  const comparisons = compareBuilds(run);
  const comparable = comparisons.flatMap((one) =>
    one.ratio !== null && one.base.state === "measured" && one.head.state === "measured"
      ? [{ ...one, ratio: one.ratio, base: one.base, head: one.head }]
      : [],
  );
  const judged = judgeChanges(
    comparable.map((one) => candidateOf(one, threshold)),
    run.plan.familySize,
  );
  return {
    kind: "interleaved",
    changes: comparable.map((one, index) => ({ ...changeOf(one), ...judged[index]! })),
    notCompared: notCompared(run, comparisons),
    geometricMean: geometricMean(comparable),
  };
}

type Comparable = BuildComparison & {
  readonly ratio: number;
  readonly base: MeasuredArm;
  readonly head: MeasuredArm;
};

function candidateOf({ verdict, pValue, logRatios }: Comparable, threshold: number): Candidate {
  const isJudged = verdict.kind === "differs" || verdict.kind === "indistinct";
  return {
    pValue,
    thresholdPValue: pBeyond(logRatios, Math.log1p(threshold)),
    obstacle: isJudged ? null : verdict,
    smallestDetectable: verdict.kind === "indistinct" ? verdict.smallestDetectable : Number.POSITIVE_INFINITY,
  };
}

/** p of "slower by no more than this", two-sided as all of them are; 1 where the estimate is not beyond it. */
function pBeyond(logRatios: readonly number[], logThreshold: number): number {
  const shifted = logRatios.map((one) => one - logThreshold);
  return shifted.length > 0 && hodgesLehmann(shifted) > 0 ? signedRankPValue(shifted) : 1;
}

function changeOf(one: Comparable): Omit<Change, "adjustedPValue" | "verdict" | "isRegression"> {
  return {
    arm: one.head.arm,
    baseNs: one.base.latencyNs,
    headNs: one.head.latencyNs,
    count: one.validPairs,
    ratio: one.interval ?? { value: one.ratio },
    cpuRatio: one.cpuRatio,
    baseCpu: one.base.meanCpu,
    headCpu: one.head.meanCpu,
  };
}

/** Where every arm has every round: over the rounds, of each round's mean log ratio. */
function geometricMean(comparable: readonly Comparable[]): Changes["geometricMean"] {
  if (comparable.length === 0) return null;
  const rounds = comparable[0]!.logRatios.length;
  const isWhole = comparable.every(
    ({ logRatios, plannedPairs }) => logRatios.length === rounds && rounds === plannedPairs,
  );
  const isJudged = comparable.every(({ interval }) => interval !== null);
  if (!isWhole || !isJudged || rounds < leastPairsForInterval) {
    return { value: Math.exp(mean(comparable.map(({ ratio }) => Math.log(ratio)))) };
  }
  const byRound = Array.from({ length: rounds }, (_, round) =>
    mean(comparable.map(({ logRatios }) => logRatios[round]!)),
  );
  return estimate(byRound, Math.exp);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function notCompared(run: Run, comparisons: readonly BuildComparison[]): Changes["notCompared"] {
  const withheld = comparisons
    .filter(({ ratio }) => ratio === null)
    .map(({ head, base, verdict }) => ({
      armId: armId(head.arm),
      reason:
        head.state === "failed"
          ? head.reason
          : base.state === "failed"
            ? `the base failed: ${base.reason}`
            : verdict.kind === "withheld"
              ? verdict.reason
              : "it has no ratio",
    }));
  const excluded = run.plan.cases.flatMap(({ id, excluded: reason }) =>
    reason === null ? [] : [{ armId: id, reason }],
  );
  return [...excluded, ...withheld];
}
