/**
 * A slope that a single jump does not move: the median of the slopes of all pairs of points. P. K. Sen, "Estimates of
 * the regression coefficient based on Kendall's tau", Journal of the American Statistical Association 63, 1968. A heap
 * grows by whole pages at once, and least squares would take one such step at an end for a slope.
 */
import { median } from "./quantile.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Throws where no two points have different x. */
export function theilSenSlope(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [index, one] of points.entries()) {
    for (const other of points.slice(index + 1)) {
      if (other.x !== one.x) slopes.push((other.y - one.y) / (other.x - one.x));
    }
  }
  if (slopes.length === 0) {
    throw new Error(
      `take a slope: expected at least two points with different x, got ${points.length} points`,
    );
  }
  return median(slopes);
}
