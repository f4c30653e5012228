/**
 * The regularised incomplete beta function: the binomial's and Student's t's distributions are values of it. Written
 * here since src/core imports nothing and two modules need it; its test holds it against exact sums.
 */

/** ln Γ(x) for x > 0: Stirling's series (Abramowitz & Stegun 6.1.41), after shifting x to at least 10. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new Error(`take the logarithm of Γ: expected a number above 0, got ${x}`);
  let shift = 0;
  let z = x;
  for (; z < 10; z++) shift += Math.log(z);
  const square = z * z;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}

/** I_x(a, b), with a and b above 0 and x in 0..1: the share of the beta distribution (a, b) below x. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) {
    throw new Error(`take the incomplete beta: expected x in 0..1, a and b above 0, got ${x}, ${a}, ${b}`);
  }
  if (x === 0 || x === 1) return x;
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  // The fraction converges fast on this side only; the other is its mirror image.
  if (x < (a + 1) / (a + b + 2)) return (Math.exp(logFront) * continuedFraction(x, a, b)) / a;
  return 1 - (Math.exp(logFront) * continuedFraction(1 - x, b, a)) / b;
}

/** NIST Digital Library of Mathematical Functions, 8.17.22, evaluated from the front by Lentz's method (3.10). */
function continuedFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let numerator = 1;
  let denominator = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = denominator;
  const take = (term: number) => {
    denominator = 1 / awayFromZero(1 + term * denominator);
    numerator = awayFromZero(1 + term / numerator);
    fraction *= numerator * denominator;
    return Math.abs(numerator * denominator - 1) < 1e-15;
  };
  // About √(a + b) terms; the bound is there to end, not to be reached.
  for (let m = 1; m <= 10_000; m++) {
    take((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    if (take((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)))) return fraction;
  }
  throw new Error(`take the incomplete beta: no convergence at x ${x}, a ${a}, b ${b}`);
}
