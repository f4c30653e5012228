/** Where a log axis has its marks: all of them labelled, since a line without a number says nothing. */
import { evenTicks, tidy } from "../../core/even-ticks.ts";

/** More than these are too close to each other for their numbers. */
const most = 6;

/**
 * Powers of ten; where these are fewer than three, with 2 and 5 between them, or with 3 where that makes too many;
 * all of 1 to 9, or equal steps, where the axis is too short for any of these. Equal steps over two decades would all
 * stand in the last one.
 */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low));
  const decades = Array.from(
    { length: Math.ceil(Math.log10(high)) - first + 1 },
    (_, step) => 10 ** (first + step),
  );
  const inside = (digits: readonly number[]) =>
    decades
      .flatMap((decade) => digits.map((digit) => tidy(digit * decade)))
      .filter((tick) => tick >= low && tick <= high);
  const powers = inside([1]);
  if (powers.length > most) return powers.filter((_, index) => index % Math.ceil(powers.length / most) === 0);
  const digits = [[1], [1, 2, 5], [1, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]];
  const fitting = digits.map(inside).find(({ length }) => length > 2 && length <= most);
  return fitting ?? evenTicks(low, high, most - 1);
}
