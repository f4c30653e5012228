/** A change as the trail shows it: newer ÷ older over the rounds of one decision. */
import { estimateOverRounds } from "../statistics/rounds-estimate.ts";

/**
 * The interval is of this decision alone, at 95 %. Where a look ended the decision it is narrower than it should be: the
 * search goes by the tests, and only the last pair, whose rounds were fixed, is to be cited.
 */
export interface RatioInterval {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export type PairOutcome = "shown" | "not-shown";

export function ratioInterval(logRatios: readonly number[]): RatioInterval {
  const { value, interval } = estimateOverRounds(logRatios);
  return {
    value: Math.exp(value),
    low: interval ? Math.exp(interval.low) : null,
    high: interval ? Math.exp(interval.high) : null,
  };
}
