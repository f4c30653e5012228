/**
 * A line through the costs of one round, one process a point. By weighted least squares, each point's weight being
 * 1 ÷ cost²: processes scatter by a share of what they cost, so that unweighted the dearest point would decide alone,
 * and the intercept would be its noise. A process that was disturbed costs more, and by the same weight counts less.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LineFit {
  /** Cost at x = 0. */
  readonly intercept: number;
  readonly slope: number;
  /** The largest (y − line) ÷ line in size, with its sign. */
  readonly largestResidual: number;
  /**
   * What a parabola through the same points makes of the largest x: the share of the cost there that grows with x².
   * 0 for a line, above 0 where cost grows faster than that. Null below four points, through which a parabola always
   * passes, or nearly.
   */
  readonly squaredShare: number | null;
}

/** Throws below two different x, or where a cost is not above 0. */
export function fitLine(points: readonly Point[]): LineFit {
  expectFittable(points);
  const weights = points.map(({ y }) => 1 / y ** 2);
  const dot = (a: readonly number[], b: readonly number[]) =>
    weights.reduce((sum, weight, index) => sum + weight * a[index]! * b[index]!, 0);
  const ones = points.map(() => 1);
  const x = points.map((point) => point.x);
  const y = points.map((point) => point.y);
  const meanX = dot(x, ones) / dot(ones, ones);
  const centred = x.map((value) => value - meanX);
  const slope = dot(centred, y) / dot(centred, centred);
  const intercept = dot(y, ones) / dot(ones, ones) - slope * meanX;
  const line = x.map((value) => intercept + slope * value);
  const residuals = y.map((value, index) => (value - line[index]!) / line[index]!);
  const largestResidual = residuals.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return { intercept, slope, largestResidual, squaredShare: squaredShareOf() };

  /** By what of x² is neither constant nor in proportion to x: the least-squares coefficient of that alone. */
  function squaredShareOf(): number | null {
    if (points.length < 4) return null;
    const squares = x.map((value) => value ** 2);
    const [level, tilt] = [
      dot(squares, ones) / dot(ones, ones),
      dot(squares, centred) / dot(centred, centred),
    ];
    const bend = squares.map((value, index) => value - level - tilt * centred[index]!);
    const coefficient = dot(bend, y) / dot(bend, bend);
    const last = x.indexOf(Math.max(...x));
    return (coefficient * squares[last]!) / (line[last]! + coefficient * bend[last]!);
  }
}

function expectFittable(points: readonly Point[]): void {
  const different = new Set(points.map(({ x }) => x)).size;
  if (different < 2) throw new Error(`fit a line: expected two or more different x, got ${different}`);
  const wrong = points.find(({ y }) => !(y > 0));
  if (wrong) throw new Error(`fit a line: expected costs above 0, got ${wrong.y} at ${wrong.x}`);
}
