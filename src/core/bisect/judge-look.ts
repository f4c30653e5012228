/**
 * What the rounds of one decision say, at an error that was fixed before. Each claim is a signed-rank test of one side
 * with half of the look's error, and none is made that no test supports: then it takes more rounds.
 */
import { signedRankUpperPValue } from "../statistics/signed-rank.ts";

/** `slower`: the newer of the two takes longer by more than the threshold. `same`: they differ by less than it. */
export type EndsVerdict = "slower" | "faster" | "same" | "unclear";

/** Logarithm of a share: a change of 5 % is as far up as down. */
export function logThreshold(threshold: number): number {
  return Math.log1p(threshold);
}

/**
 * @param logRatios log(newer ÷ older), one a round
 *
 * Wrong at most with the probability `error`: where the truth is a change of the threshold or less, "slower" and "faster"
 * have half of it each; where it is the threshold or more, "same" asks for both of its tests, of which one is wrong.
 */
export function judgeEnds(logRatios: readonly number[], threshold: number, error: number): EndsVerdict {
  const limit = logThreshold(threshold);
  if (isAbove(logRatios, limit, error)) return "slower";
  if (isAbove(negated(logRatios), limit, error)) return "faster";
  const isSame = isAbove(negated(logRatios), -limit, error) && isAbove(logRatios, -limit, error);
  return isSame ? "same" : "unclear";
}

/** One round of a halving: logarithms of what was measured on good, on the version between, on bad. */
export interface MiddleRound {
  readonly good: number;
  readonly middle: number;
  readonly bad: number;
}

/**
 * `as-good`: nearer to good than to bad. `as-bad`: the other way round. `between`: it differs from both by more than the
 * threshold, and lies on the way from one to the other, so that there are two changes at least.
 */
export type MiddleVerdict = "as-good" | "as-bad" | "between" | "unclear";

/**
 * @param direction 1 where bad is slower than good, −1 where it is faster; it has been proved
 *
 * Wrong at most with the probability `error`: the version is on one side of the middle, so that one of "as good" and
 * "as bad" is wrong, with half of it; "between" is wrong only where one of its two tests is, with the other half.
 */
export function judgeMiddle(
  rounds: readonly MiddleRound[],
  direction: 1 | -1,
  threshold: number,
  error: number,
): MiddleVerdict {
  const beyondMiddle = rounds.map(({ good, middle, bad }) => direction * (middle - (good + bad) / 2));
  if (isAbove(negated(beyondMiddle), 0, error)) return "as-good";
  if (isAbove(beyondMiddle, 0, error)) return "as-bad";
  const limit = logThreshold(threshold);
  const fromGood = rounds.map(({ good, middle }) => direction * (middle - good));
  const toBad = rounds.map(({ middle, bad }) => direction * (bad - middle));
  return isAbove(fromGood, limit, error) && isAbove(toBad, limit, error) ? "between" : "unclear";
}

function isAbove(values: readonly number[], limit: number, error: number): boolean {
  return signedRankUpperPValue(values.map((one) => one - limit)) <= error / 2;
}

function negated(values: readonly number[]): number[] {
  return values.map((one) => -one);
}
