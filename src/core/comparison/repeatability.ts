/** Whether two runs of the same thing say the same: each ratio of the one beside that of the other. */
import { analyseRun } from "../analyse-run.ts";
import type { Case, Context } from "../model.ts";
import type { Run } from "../records.ts";
import type { Estimate, PairResult } from "../results.ts";
import { median } from "../statistics/quantile.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { halfLogWidth } from "../statistics/sample-interval.ts";
import { estimateShift } from "./separate-changes.ts";

export interface RepeatedRatio {
  readonly of: Case;
  readonly denominator: Context;
  readonly first: Estimate;
  readonly second: Estimate;
  /** second ÷ first, with the interval for the difference of the two: overlapping intervals prove nothing. */
  readonly change: Estimate;
  /** Whether the interval of the change holds 1. */
  readonly isInside: boolean;
  /** Whether both runs give the same verdict. */
  readonly isSameVerdict: boolean;
}

export interface Repeatability {
  readonly ratios: readonly RepeatedRatio[];
  readonly inside: Rate;
  readonly sameVerdict: Rate;
  /** Ratios that one run has with an interval and the other has not, each with the run that has it. */
  readonly unmatched: readonly string[];
  /** How far the ratios lie apart: the larger ÷ the smaller − 1. */
  readonly medianChange: number;
  readonly largestChange: number;
  /** Median half-width of the intervals of the ratios, and of their change. */
  readonly ratioHalfWidth: number;
  readonly changeHalfWidth: number;
}

/** Throws where the runs have no ratio with an interval in common. */
export function repeatability(first: Run, second: Run): Repeatability {
  const [firsts, seconds] = [ratiosOf(first), ratiosOf(second)];
  const ratios = [...seconds].flatMap(([id, { of, pair }]) => {
    const known = firsts.get(id);
    return known ? [repeated(of, known.pair, pair)] : [];
  });
  if (ratios.length === 0) {
    throw new Error(
      "compare the ratios of two runs: expected some that both have with an interval; runs of other cases, of builds, " +
        "exploratory ones and those below 6 rounds have none",
    );
  }
  const distances = ratios.map(({ change }) => Math.expm1(Math.abs(Math.log(change.value))));
  return {
    ratios,
    unmatched: [...onlyIn("first", firsts, seconds), ...onlyIn("second", seconds, firsts)],
    inside: rateOf(ratios, ({ isInside }) => isInside),
    sameVerdict: rateOf(ratios, ({ isSameVerdict }) => isSameVerdict),
    medianChange: median(distances),
    largestChange: Math.max(...distances),
    ratioHalfWidth: median(ratios.flatMap((one) => [halfWidth(one.first), halfWidth(one.second)])),
    changeHalfWidth: median(ratios.map(({ change }) => halfWidth(change))),
  };
}

/** Left out without a word, they would be the cases that did not go well. */
function onlyIn(name: string, own: Ratios, others: Ratios): string[] {
  return [...own.keys()].filter((id) => !others.has(id)).map((id) => `${id}: only in the ${name}`);
}

type Ratios = ReadonlyMap<string, JudgedRatio>;

interface JudgedRatio {
  readonly of: Case;
  readonly pair: PairResult & { readonly interval: Estimate };
}

function ratiosOf(run: Run): Map<string, JudgedRatio> {
  const ratios = new Map<string, JudgedRatio>();
  for (const { id, of, pairs } of analyseRun(run).cases) {
    for (const pair of pairs) {
      const { interval } = pair;
      if (interval) ratios.set(`${id}, fresh ÷ ${pair.denominator}`, { of, pair: { ...pair, interval } });
    }
  }
  return ratios;
}

function repeated(of: Case, first: JudgedRatio["pair"], second: JudgedRatio["pair"]): RepeatedRatio {
  const change = estimateShift(second.logRatios, first.logRatios, false);
  if (!("low" in change)) throw new Error("compare two ratios: expected at least 4 pairs in each run");
  return {
    of,
    denominator: second.denominator,
    first: first.interval,
    second: second.interval,
    change,
    isInside: change.low <= 1 && change.high >= 1,
    isSameVerdict: verdictOf(first) === verdictOf(second),
  };
}

/** With the direction: two runs that find opposite differences do not agree. */
function verdictOf({ verdict, ratio }: PairResult): string {
  return verdict.kind === "differs" ? `differs ${ratio! > 1}` : verdict.kind;
}

/** As a share of the ratio. */
function halfWidth(estimate: Estimate): number {
  return Math.expm1(halfLogWidth(estimate));
}
