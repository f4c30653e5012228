/** Marks of an axis at equal distances: a step of 1, 2 or 5 times a power of ten. */

/** All on the axis, as many as make `steps` steps or fewer of it. `low` is below `high`. */
export function evenTicks(low: number, high: number, steps: number): number[] {
  const least = (high - low) / steps;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((one) => one >= least)!;
  const from = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - from + 1 }, (_, index) =>
    tidy((from + index) * step),
  );
}

/** 0.3, and not 0.30000000000000004. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
