/** Order statistics of a sample. */

/** The middle value, or the mean of the two middle ones. Throws for an empty sample. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan, "Sample Quantiles in
 * Statistical Packages", The American Statistician 50(4), 1996). `share` is in 0..1.
 */
export function quantile(values: readonly number[], share: number): number {
  return quantiles(values, [share])[0]!;
}

/** Several quantiles of one sample, which is sorted once. */
export function quantiles(values: readonly number[], shares: readonly number[]): number[] {
  if (values.length === 0) throw new Error("take a quantile: expected at least one value, got none");
  // Typed: sorts by size without being told how, which is several times as fast.
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => quantileOfSorted(sorted, share));
}

function quantileOfSorted(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}
