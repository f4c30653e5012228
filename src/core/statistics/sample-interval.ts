/** What a process's own samples say of their mean or median: the interval that other tools print or would print. */
import { median } from "./quantile.ts";
import { meanAndVariance } from "./student-t.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Normal quantile of 97.5 %. */
export const normalQuantile = 1.959963984540054;

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With n − 1; null below two values, which have none. */
export function standardDeviation(values: readonly number[]): number | null {
  return values.length < 2 ? null : Math.sqrt(meanAndVariance(values).variance);
}

/** Mean ± 1.96 standard errors, as if the samples were independent. */
export function meanRange(samples: readonly number[]): Range | null {
  const deviation = standardDeviation(samples);
  if (deviation === null) return null;
  return around(mean(samples), (normalQuantile * deviation) / Math.sqrt(samples.length));
}

export function around(middle: number, halfWidth: number): Range {
  return { low: middle - halfWidth, high: middle + halfWidth };
}

/**
 * The 95 % interval of the median by order statistics, with the binomial's normal approximation: sample ⌊n/2 − 0.98√n⌋
 * and its mirror. Hollander, Wolfe & Chicken, section 3.6. Null below six samples, which have no such interval.
 */
export function medianRange(samples: readonly number[]): Range | null {
  const count = samples.length;
  if (count < 6) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  const lower = Math.max(1, Math.floor(count / 2 - (normalQuantile * Math.sqrt(count)) / 2));
  return { low: sorted[lower - 1]!, high: sorted[count - lower]! };
}

/** The range of a ratio of independent values, each with its own range: half-widths add up in squares, in logarithms. */
export function ratioRange(ratio: number, fresh: Range | null, shared: Range | null): Range | null {
  if (!fresh || !shared || fresh.low <= 0 || shared.low <= 0) return null;
  const halfWidth = Math.hypot(halfLogWidth(fresh), halfLogWidth(shared));
  return { low: ratio * Math.exp(-halfWidth), high: ratio * Math.exp(halfWidth) };
}

/** Half of the distance between the ends, in logarithms. */
export function halfLogWidth({ low, high }: Range): number {
  return Math.log(high / low) / 2;
}

/** The median of those that are there; null where none is. */
export function medianOf(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : median(present);
}
