/**
 * The two-sample analysis for what is not paired: Hodges–Lehmann estimate of a shift, Wilcoxon rank-sum (Mann–Whitney)
 * test and interval, all exact. Hollander, Wolfe & Chicken, "Nonparametric Statistical Methods", 3rd ed., 2014,
 * sections 4.1 to 4.3. The assumption: both samples are independent, and alike but for a shift.
 */
import { exactTail } from "./exact-tail.ts";
import { doubledMidranks } from "./midranks.ts";
import { median } from "./quantile.ts";

/**
 * Probabilities, index = the sum, of the sum of `count` of the ranks, each choice being equally likely. `ranks` are
 * positive integers.
 */
export function rankSumDistribution(ranks: readonly number[], count: number): number[] {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  // ways[k][s]: the share of all choices among the ranks so far that take k of them and sum up to s.
  const ways = Array.from({ length: count + 1 }, () => new Float64Array(total + 1));
  ways[0]![0] = 1;
  for (const rank of ranks) {
    for (let taken = count; taken >= 1; taken--) {
      const [into, from] = [ways[taken]!, ways[taken - 1]!];
      for (let sum = total; sum >= rank; sum--) into[sum]! += from[sum - rank]!;
    }
  }
  const choices = ways[count]!.reduce((sum, one) => sum + one, 0);
  return Array.from(ways[count]!, (one) => one / choices);
}

/** Two-sided exact p of "no shift"; ties get midranks, and the distribution is the exact one of those. */
export function rankSumPValue(first: readonly number[], second: readonly number[]): number {
  if (first.length === 0 || second.length === 0) return 1;
  const ranks = doubledMidranks([...first, ...second]);
  const statistic = ranks.slice(0, first.length).reduce((sum, rank) => sum + rank, 0);
  let lower = 0;
  let upper = 0;
  for (const [sum, probability] of rankSumDistribution(ranks, first.length).entries()) {
    if (sum <= statistic) lower += probability;
    if (sum >= statistic) upper += probability;
  }
  return Math.min(1, 2 * Math.min(lower, upper));
}

/** All first_i − second_j, ascending. */
function differences(first: readonly number[], second: readonly number[]): number[] {
  return first.flatMap((one) => second.map((other) => one - other)).sort((a, b) => a - b);
}

/** By how much the first sample is above the second: the median of all differences. */
export function hodgesLehmannShift(first: readonly number[], second: readonly number[]): number {
  return median(differences(first, second));
}

export interface RankSumInterval {
  readonly low: number;
  readonly high: number;
  /** The exact coverage, at least what was asked for. */
  readonly confidence: number;
}

/** The exact interval for the shift: between the differences that the test does not reject. Null where too few values. */
export function rankSumInterval(
  first: readonly number[],
  second: readonly number[],
  confidence: number,
): RankSumInterval | null {
  const count = first.length;
  const ranks = Array.from({ length: count + second.length }, (_, index) => index + 1);
  // Mann–Whitney's U counts from 0 where the rank sum begins with its smallest value.
  const probabilities = rankSumDistribution(ranks, count).slice((count * (count + 1)) / 2);
  const { cut, probability } = exactTail(probabilities, confidence);
  if (cut < 0 || count === 0 || second.length === 0) return null;
  const sorted = differences(first, second);
  return { low: sorted[cut]!, high: sorted[sorted.length - 1 - cut]!, confidence: 1 - 2 * probability };
}
