/** Whether a ratio depends on how long the process has run: then its warm-up was too short, or something piles up. */

import type { ValidObservation } from "./records.ts";
import type { Estimate } from "./results.ts";
import { median } from "./statistics/quantile.ts";
import { hodgesLehmann, signedRankInterval } from "./statistics/signed-rank.ts";

/** A move below 5 % is not worth a warning, however sure it is. */
const leastLogMove = Math.log(1.05);
const confidence = 0.99;

/** Ratio in the second half of the timed operations ÷ ratio in the first; null where it is not surely another, or moves by less than 5 %. */
export function trendOf(
  pairs: readonly { readonly first: ValidObservation; readonly second: ValidObservation }[],
): Estimate | null {
  const moves = pairs.map(({ first, second }) => logMove(first) - logMove(second));
  if (!moves.every(Number.isFinite)) return null;
  const interval = signedRankInterval(moves, confidence);
  if (!interval || interval.low * interval.high <= 0) return null;
  const value = hodgesLehmann(moves);
  if (Math.abs(value) < leastLogMove) return null;
  return {
    value: Math.exp(value),
    low: Math.exp(interval.low),
    high: Math.exp(interval.high),
    confidence: interval.confidence,
  };
}

/** log(median of the second half ÷ median of the first). */
function logMove({ measurement: { operationNs } }: ValidObservation): number {
  const middle = Math.floor(operationNs.length / 2);
  if (middle === 0) return Number.NaN;
  return Math.log(median(operationNs.slice(middle)) / median(operationNs.slice(0, middle)));
}
