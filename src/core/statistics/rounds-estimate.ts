/** What the rounds say of one quantity: the process, and so the round, is the unit; never an operation. */
import { hodgesLehmann, type SignedRankInterval, signedRankInterval } from "./signed-rank.ts";

export interface RoundsEstimate {
  /** Hodges–Lehmann, over the rounds. */
  readonly value: number;
  /** The exact signed-rank interval of 95 % or more; null where the rounds are too few (below 6), or exploratory. */
  readonly interval: SignedRankInterval | null;
}

const confidence = 0.95;

/** `values` holds one value a round, at least one. */
export function estimateOverRounds(values: readonly number[]): RoundsEstimate {
  return { value: hodgesLehmann(values), interval: signedRankInterval(values, confidence) };
}

/** The same of positive values that scatter by a share of their size: taken in logarithms. */
export function estimateOfPositive(values: readonly number[]): RoundsEstimate {
  const { value, interval } = estimateOverRounds(values.map(Math.log));
  if (!interval) return { value: Math.exp(value), interval };
  const { low, high } = interval;
  return { value: Math.exp(value), interval: { ...interval, low: Math.exp(low), high: Math.exp(high) } };
}

/** On which side of a limit all that the rounds allow lies; `open` where it is on both, or nothing is known. */
export function sideOf({ interval }: RoundsEstimate, limit: number): "above" | "below" | "open" {
  if (!interval) return "open";
  if (interval.low > limit) return "above";
  return interval.high < limit ? "below" : "open";
}
