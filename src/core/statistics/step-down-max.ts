/**
 * A permutation test of many series at once: did any of them change between the early and the late rounds? By the
 * step-down maximum of P. H. Westfall & S. S. Young, "Resampling-Based Multiple Testing", 1993, algorithm 2.8.
 *
 * Why not a rank-sum test a series with Holm over them: with 13 rounds the smallest p of a rank-sum is 2 / C(13, 6) =
 * 0.0012, and 300 of them ask for 0.00017. It could never speak. Here the rounds are permuted, with all series in
 * them, and each series is held against the largest statistic that any of them reaches by chance. The assumption is
 * the null hypothesis itself: the rounds are exchangeable. What the series of one round have in common, such as a
 * neighbour on the machine, is kept together and does no harm.
 */
import { type Random, seededRandom, shuffled } from "./random.ts";

/** One value a round; null where the round has none. All of a family have the same length. */
export type Series = readonly (number | null)[];

/** With fewer rounds even the rarest split of them is not rare enough for 5 %. */
export const leastRounds = 7;
/** One more with the observed order, so that the least p is 1 / 2000: the verdict at 5 % hangs on 100 of them. */
const permutations = 1999;
/** The answer is the same each time. Any seed would do. */
const seed = 20261124;
/**
 * Added to the standard error, as the "exchangeability factor" of V. G. Tusher, R. Tibshirani & G. Chu, PNAS 98(9),
 * 2001: without it the largest statistics are those of series that scatter by next to nothing (in logs: 0.5 %), and
 * the series of which one would want to know do not stand out.
 */
const leastStandardError = 0.005;

/** Early rounds are the first half; where their number is odd, the one in the middle is late. */
export function isEarly(rounds: number): boolean[] {
  return Array.from({ length: rounds }, (_, index) => index < Math.floor(rounds / 2));
}

/** p of each series, adjusted for all; 1 for every one where there are too few rounds. */
export function stepDownPValues(
  family: readonly Series[],
  { count = permutations, random = seededRandom(seed) }: { count?: number; random?: Random } = {},
): number[] {
  const rounds = family[0]?.length ?? 0;
  if (rounds < leastRounds) return family.map(() => 1);
  const early = isEarly(rounds);
  const observed = family.map((series) => statistic(series, early));
  const ascending = [...family.keys()].sort((a, b) => observed[a]! - observed[b]!);
  const atLeastAsFar = new Array<number>(family.length).fill(1);
  for (let permutation = 0; permutation < count; permutation++) {
    const permuted = shuffled(early, random);
    let largest = 0;
    for (const index of ascending) {
      largest = Math.max(largest, statistic(family[index]!, permuted));
      if (largest >= observed[index]!) atLeastAsFar[index]!++;
    }
  }
  return monotone(
    atLeastAsFar.map((one) => one / (count + 1)),
    ascending,
  );
}

/** None is more certain than one whose statistic is larger. */
function monotone(pValues: readonly number[], ascending: readonly number[]): number[] {
  const adjusted = [...pValues];
  let largest = 0;
  for (const index of [...ascending].reverse()) {
    largest = Math.max(largest, adjusted[index]!);
    adjusted[index] = largest;
  }
  return adjusted;
}

/** Student's statistic of the two halves, without its sign; 0 where a half has fewer than two values. */
function statistic(series: Series, early: readonly boolean[]): number {
  const first = moments(series, early, true);
  const second = moments(series, early, false);
  if (first.count < 2 || second.count < 2) return 0;
  const variance = (first.squares + second.squares) / (first.count + second.count - 2);
  const standardError = Math.sqrt(variance * (1 / first.count + 1 / second.count));
  return Math.abs(second.mean - first.mean) / (standardError + leastStandardError);
}

/** Of one half: how many values, their mean, and the squares of the distances from it. */
function moments(series: Series, early: readonly boolean[], wanted: boolean) {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // Welford's algorithm: one pass, and nothing cancels out.
  for (let round = 0; round < series.length; round++) {
    const value = series[round]!;
    if (value === null || early[round] !== wanted) continue;
    count++;
    const distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }
  return { count, mean, squares };
}
