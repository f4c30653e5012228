/** Logarithmic scales: fresh and shared lie a factor of a hundred apart, and both are to be read. */
import { evenTicks } from "../core/even-ticks.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Around all values above 0, with some air; a decade where there is none. */
export function rangeOf(values: Iterable<number>): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (value > 0 && value < low) low = value;
    if (value > high) high = value;
  }
  if (high === 0) return { low: 1, high: 10 };
  const air = Math.max(1.05, (high / low) ** 0.06);
  return { low: low / air, high: high * air };
}

/** Where `value` lies between `low` (0) and `high` (1). What lies below, 0 among it, stands at the edge. */
export function share(value: number, { low, high }: Range): number {
  if (!(value > low)) return 0;
  return Math.min(1, Math.log(value / low) / Math.log(high / low));
}

/** Round values inside the range, from 2 to 7 or so. */
export function ticks({ low, high }: Range): number[] {
  const decades = Math.log10(high / low);
  // Within a decade the eye reads a scale as if it were even.
  if (decades < 1) return evenTicks(low, high, 4);
  const steps = decades > 4 ? [1] : decades > 2 ? [1, 3] : [1, 2, 5];
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(1));
      if (tick >= low && tick <= high) found.push(tick);
    }
  }
  return found;
}
