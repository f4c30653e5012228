/**
 * The suite's own analysis on made times, whose truth is known: how often does it claim a difference that is not there,
 * miss the true ratio, or find a difference of a given size? A pair goes through what a real one goes through
 * (`pair.ts`): median of each process, logarithms paired by round, signed-rank test and interval, Holm's procedure.
 */

import { estimate } from "../pair.ts";
import { familyWiseError, holmAdjusted } from "../statistics/holm.ts";
import { median } from "../statistics/quantile.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { signedRankPValue } from "../statistics/signed-rank.ts";
import { type PairTimes, skewOf } from "./measured-noise.ts";
import { type Noise, noisyCase } from "./noise-model.ts";

export interface Trials {
  readonly rounds: number;
  readonly trials: number;
  readonly seed: number;
}

/** One pair as a run would have it, of arms that are equal but for their noise. */
export function noisyPair(noise: Noise, rounds: number, random: Random): PairTimes {
  const { fresh, others } = noisyCase(noise, { rounds, others: 1 }, random);
  return { fresh, other: others[0]! };
}

/** log(fresh ÷ other) of the process medians, in the order of the rounds. */
export function logRatiosOf({ fresh, other }: PairTimes): number[] {
  return fresh.map((times, round) => Math.log(median(times) / median(other[round]!)));
}

/** Of each trial the rounds' log ratios. */
export function simulateLogRatios(noise: Noise, { rounds, trials, seed }: Trials): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: trials }, () => logRatiosOf(noisyPair(noise, rounds, random)));
}

/**
 * The log ratios of the same trials, had the fresh arm taken longer by this share: every operation's factor is the
 * median's too, so that one set of noise serves every size.
 */
export function withDifference(logRatios: readonly number[], difference: number): number[] {
  return logRatios.map((one) => one + Math.log1p(difference));
}

/** What the analysis of a pair claims of equal arms, and of arms that differ by a known ratio. */
export interface Honesty {
  /** A difference was claimed, for this pair alone at 5 %, and there is none. */
  readonly falseAlarms: Rate;
  /** The 95 % interval holds the true ratio. */
  readonly covered: Rate;
  /** The interval lies above the true ratio. With symmetric differences half of the misses do. */
  readonly tooHigh: Rate;
  /** Median over the trials of estimate ÷ truth − 1. */
  readonly medianError: number;
  /** Median over the trials of how far the log ratios reach above their median over how far below it. */
  readonly skew: number;
}

/** Not 0: an interval that held 1 for another reason than its data would be found out. */
const knownDifference = 0.07;

export function honestyOf(trials: readonly (readonly number[])[]): Honesty {
  const truth = 1 + knownDifference;
  const estimates = trials.map((one) => estimate(withDifference(one, knownDifference), Math.exp));
  return {
    falseAlarms: rateOf(trials, (one) => signedRankPValue(one) <= familyWiseError),
    covered: rateOf(estimates, ({ low, high }) => low <= truth && truth <= high),
    tooHigh: rateOf(estimates, ({ low }) => low > truth),
    medianError: median(estimates.map(({ value }) => value / truth - 1)),
    skew: median(trials.map(skewOf)),
  };
}

/** How often a difference is found. */
export interface Power {
  /** By which the fresh arm takes longer. */
  readonly difference: number;
  /** At 5 % for the pair alone, as its interval has it. */
  readonly alone: Rate;
  /** By Holm's procedure, where as many other pairs of the family are rejected before it as in the published run. */
  readonly amongOthers: Rate;
  /** By Holm's procedure, where no other pair of the family differs: the hardest case. */
  readonly onlyOne: Rate;
}

export interface FamilyShape {
  readonly size: number;
  /** Pairs that differ. */
  readonly differing: number;
}

export function powerOf(
  trials: readonly (readonly number[])[],
  difference: number,
  { size, differing }: FamilyShape,
): Power {
  const pValues = trials.map((one) => signedRankPValue(withDifference(one, difference)));
  // Pairs without a p count as 1; those that surely differ have 0.
  const others = new Array<number>(Math.min(differing, size - 1)).fill(0);
  const isRejected = (p: number, before: readonly number[]) =>
    holmAdjusted([...before, p], size).at(-1)! <= familyWiseError;
  return {
    difference,
    alone: rateOf(pValues, (p) => p <= familyWiseError),
    amongOthers: rateOf(pValues, (p) => isRejected(p, others)),
    onlyOne: rateOf(pValues, (p) => isRejected(p, [])),
  };
}
