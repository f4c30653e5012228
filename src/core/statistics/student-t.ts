/** Student's t: for pooling few machines, and for the tests that this suite does not trust and shows to fail. */
import { incompleteBeta } from "./incomplete-beta.ts";

/** P(|T| ≥ |t|) with `degrees` of freedom, which need not be whole. */
export function studentTwoSided(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The t that |T| stays below with this probability: 12.7 for 0.95 and one degree of freedom. By halving. */
export function studentQuantile(confidence: number, degrees: number): number {
  if (!(confidence > 0 && confidence < 1 && degrees > 0)) {
    throw new Error(
      `take a quantile of Student's t: expected a confidence between 0 and 1 and degrees above 0, got ${confidence}, ${degrees}`,
    );
  }
  let high = 1;
  while (studentTwoSided(high, degrees) > 1 - confidence) high *= 2;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTwoSided(middle, degrees) > 1 - confidence) low = middle;
    else high = middle;
  }
}

/**
 * Two-sided p of equal means without the assumption of equal variances: B. L. Welch, "The generalization of
 * 'Student's' problem when several different population variances are involved", Biometrika 34, 1947. The assumption
 * that matters here: all values are independent.
 */
export function welchPValue(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [meanAndVariance(one), meanAndVariance(other)];
  const [aSquare, bSquare] = [a.variance / one.length, b.variance / other.length];
  const square = aSquare + bSquare;
  if (square === 0) return a.mean === b.mean ? 1 : 0;
  const degrees = square ** 2 / (aSquare ** 2 / (one.length - 1) + bSquare ** 2 / (other.length - 1));
  return studentTwoSided((a.mean - b.mean) / Math.sqrt(square), degrees);
}

/** The variance is that of a sample: divided by one less than there are values. */
export function meanAndVariance(values: readonly number[]): { mean: number; variance: number } {
  if (values.length < 2) {
    throw new Error(`take a variance: expected at least two values, got ${values.length}`);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
