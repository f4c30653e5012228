/**
 * The paired one-sample analysis: Hodges–Lehmann estimate and Wilcoxon signed-rank test and interval, all exact.
 * Hollander, Wolfe & Chicken, "Nonparametric Statistical Methods", 3rd ed., 2014, sections 3.1 to 3.3. The assumption:
 * the differences are independent and come from distributions symmetric about a common median.
 */
import { exactTail } from "./exact-tail.ts";
import { doubledMidranks } from "./midranks.ts";
import { median } from "./quantile.ts";

/**
 * Probabilities of the signed-rank statistic T+ under the null hypothesis, index = the statistic. `ranks` are positive
 * integers; without ties 1..n. By convolution: each rank is added or not, with probability ½.
 */
export function signedRankDistribution(ranks: readonly number[]): number[] {
  let probabilities = [1];
  for (const rank of ranks) {
    const next = new Array<number>(probabilities.length + rank).fill(0);
    for (const [sum, probability] of probabilities.entries()) {
      next[sum]! += probability / 2;
      next[sum + rank]! += probability / 2;
    }
    probabilities = next;
  }
  return probabilities;
}

/** Kept, since it depends on the number of ranks alone: a simulation asks for it a hundred thousand times. */
const untied = new Map<number, readonly number[]>();

/** Of the ranks 1..count. */
function untiedDistribution(count: number): readonly number[] {
  const known = untied.get(count);
  if (known) return known;
  const made = signedRankDistribution(Array.from({ length: count }, (_, index) => index + 1));
  untied.set(count, made);
  return made;
}

/**
 * Two-sided exact p of "the median difference is 0". Zeros are dropped (Wilcoxon's rule); tied absolute differences
 * get midranks, and the distribution is the exact one of the observed midranks. 1 where every difference is 0.
 */
export function signedRankPValue(differences: readonly number[]): number {
  const { lower, upper } = tails(differences);
  return Math.min(1, 2 * Math.min(lower, upper));
}

/** One-sided exact p of "the median difference is not above 0", for what can only be asked in that direction. */
export function signedRankUpperPValue(differences: readonly number[]): number {
  return Math.min(1, tails(differences).upper);
}

/** Probabilities, without any effect, of a statistic as small and as large as the observed one, each with it. */
function tails(differences: readonly number[]): { readonly lower: number; readonly upper: number } {
  const nonzero = differences.filter((difference) => difference !== 0);
  if (nonzero.length === 0) return { lower: 1, upper: 1 };
  // Doubled, so that midranks are integers; without ties that would make every second probability 0.
  const doubled = doubledMidranks(nonzero.map(Math.abs));
  const isTied = new Set(doubled).size < doubled.length;
  const ranks = isTied ? doubled : doubled.map((rank) => rank / 2);
  const statistic = nonzero.reduce((sum, one, index) => (one > 0 ? sum + ranks[index]! : sum), 0);
  const probabilities = isTied ? signedRankDistribution(ranks) : untiedDistribution(ranks.length);
  let lower = 0;
  let upper = 0;
  for (const [sum, probability] of probabilities.entries()) {
    if (sum <= statistic) lower += probability;
    if (sum >= statistic) upper += probability;
  }
  return { lower, upper };
}

/** All (x_i + x_j) / 2 with i ≤ j, ascending. */
export function walshAverages(values: readonly number[]): number[] {
  const averages: number[] = [];
  for (let i = 0; i < values.length; i++) {
    for (let j = i; j < values.length; j++) averages.push((values[i]! + values[j]!) / 2);
  }
  return averages.sort((a, b) => a - b);
}

/** The median of the Walsh averages: the point estimate that belongs to the signed-rank test. */
export function hodgesLehmann(values: readonly number[]): number {
  return median(walshAverages(values));
}

export interface SignedRankInterval {
  readonly low: number;
  readonly high: number;
  /** The exact coverage, at least what was asked for. */
  readonly confidence: number;
}

/**
 * The exact interval for the median difference: between the Walsh averages that the test does not reject. Null where
 * so few values have no interval of that confidence; the widest there is has 1 − 2^(1 − n).
 */
export function signedRankInterval(values: readonly number[], confidence: number): SignedRankInterval | null {
  const count = values.length;
  const { cut, probability } = exactTail(untiedDistribution(count), confidence);
  if (cut < 0 || count === 0) return null;
  const averages = walshAverages(values);
  return {
    low: averages[cut]!,
    high: averages[averages.length - 1 - cut]!,
    confidence: 1 - 2 * probability,
  };
}
