/**
 * What benchmarks do instead, to be simulated beside the suite's own analysis on the same times. None of them is used
 * for a result. Each looks at a pair and claims that fresh takes longer (1), or less long (−1), or nothing (0).
 */

import { median } from "../statistics/quantile.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { mean } from "../statistics/sample-interval.ts";
import { signedRankPValue } from "../statistics/signed-rank.ts";
import { meanAndVariance, welchPValue } from "../statistics/student-t.ts";
import type { PairTimes } from "./measured-noise.ts";
import { logRatiosOf } from "./simulation.ts";

export type Claim = -1 | 0 | 1;

export interface ComparisonMethod {
  readonly name: string;
  readonly claim: (pair: PairTimes) => Claim;
}

const level = 0.05;

export const suiteMethod: ComparisonMethod = {
  name: "this suite: signed-rank test of the rounds' paired process medians",
  claim: (pair) => {
    const logRatios = logRatiosOf(pair);
    return signedRankPValue(logRatios) <= level ? direction(median(logRatios)) : 0;
  },
};

export const naiveMethods: readonly ComparisonMethod[] = [
  {
    name: "the smaller mean of one process each wins",
    claim: ({ fresh, other }) => direction(mean(fresh[0]!) - mean(other[0]!)),
  },
  {
    name: "Welch's t over the operations of one process each",
    claim: ({ fresh, other }) => welchClaim(fresh[0]!, other[0]!),
  },
  {
    name: "mean ± σ of one process each do not overlap",
    claim: ({ fresh, other }) => withoutOverlap(fresh[0]!, other[0]!),
  },
  {
    name: "Welch's t over the operations of all processes, thrown together",
    claim: ({ fresh, other }) => welchClaim(fresh.flat(), other.flat()),
  },
  {
    name: "Welch's t over the process medians, not paired by round",
    claim: ({ fresh, other }) => welchClaim(fresh.map(median), other.map(median)),
  },
];

/** How a method fares with one true difference. */
export interface MethodRates {
  readonly difference: number;
  /** A difference was claimed in the true direction; without a true difference, in either. */
  readonly claimed: Rate;
  /** It was claimed in the wrong direction. */
  readonly wrongWay: Rate;
}

export function ratesOf(
  method: ComparisonMethod,
  pairs: readonly PairTimes[],
  difference: number,
): MethodRates {
  const claims = pairs.map((pair) => method.claim(slowed(pair, 1 + difference)));
  const isRight = (claim: Claim) => (difference === 0 ? claim !== 0 : claim === Math.sign(difference));
  return {
    difference,
    claimed: rateOf(claims, isRight),
    wrongWay: rateOf(claims, (claim) => claim !== 0 && !isRight(claim)),
  };
}

function slowed({ fresh, other }: PairTimes, factor: number): PairTimes {
  return { fresh: fresh.map((times) => times.map((time) => time * factor)), other };
}

function direction(difference: number): Claim {
  return Math.sign(difference) as Claim;
}

function welchClaim(fresh: readonly number[], other: readonly number[]): Claim {
  return welchPValue(fresh, other) <= level ? direction(mean(fresh) - mean(other)) : 0;
}

function withoutOverlap(fresh: readonly number[], other: readonly number[]): Claim {
  const [a, b] = [meanAndVariance(fresh), meanAndVariance(other)];
  const distance = a.mean - b.mean;
  return Math.abs(distance) > Math.sqrt(a.variance) + Math.sqrt(b.variance) ? direction(distance) : 0;
}
