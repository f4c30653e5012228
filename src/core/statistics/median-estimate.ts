/** The median of one value a process, with what the processes say of it: for a time that stands by itself. */
import { median } from "./quantile.ts";
import type { RoundsEstimate } from "./rounds-estimate.ts";

const confidence = 0.95;

/**
 * The interval is exact and free of any shape: from the r-th smallest value to the r-th largest, with the largest r that
 * keeps 95 % (the sign test's; Conover, Practical Nonparametric Statistics, section 3.2). Null below six values, of which
 * even the whole range holds less. Throws for an empty sample.
 */
export function medianEstimate(values: readonly number[]): RoundsEstimate {
  const sorted = Float64Array.from(values).sort();
  const outside = ranksOutside(sorted.length);
  const value = median(values);
  if (outside === null) return { value, interval: null };
  const { ranks, probability } = outside;
  const [low, high] = [sorted[ranks]!, sorted[sorted.length - 1 - ranks]!];
  return { value, interval: { low, high, confidence: 1 - 2 * probability } };
}

/** How many values of each end are left out, and how likely the true median is among those of one end. */
function ranksOutside(count: number): { ranks: number; probability: number } | null {
  let probability = 0.5 ** count;
  if (1 - 2 * probability < confidence) return null;
  let share = probability;
  for (let ranks = 0; ; ranks++) {
    share *= (count - ranks) / (ranks + 1);
    if (1 - 2 * (probability + share) < confidence) return { ranks, probability };
    probability += share;
  }
}
