/**
 * The random-effects mean of few estimates, each with its own standard error: what machines have in common, and how far
 * they lie apart. The assumption: the machines are a sample of those that the mean is about, and their true values are
 * normal about it.
 */
import { incompleteBeta } from "./incomplete-beta.ts";
import { studentQuantile, studentTwoSided } from "./student-t.ts";

/** An estimate by itself. */
export interface Effect {
  readonly value: number;
  /** Of the estimate: its standard error squared. */
  readonly variance: number;
  /** Of the variance: one less than the values that it was estimated from. */
  readonly degrees: number;
}

export interface PooledEffect {
  /** Of the estimates. */
  readonly count: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** Two-sided, of "the mean is 0". */
  readonly pValue: number;
  /** Variance of the true values between the machines. */
  readonly betweenVariance: number;
  /** Where the next machine's true value is expected, with the same confidence; null below three. */
  readonly prediction: { readonly low: number; readonly high: number } | null;
}

/** Below it a variance is that of rounding, and a weight would be infinite. */
const leastVariance = 1e-12;

/**
 * With the variance between of R. C. Paule and J. Mandel, "Consensus Values and Weighting Factors", J. Res. NBS 87(5),
 * 1982, which supposes no more than that; and the interval of J. Hartung and G. Knapp, "A refined method for the
 * meta-analysis of controlled clinical trials with binary outcome", Statistics in Medicine 20, 2001, which uses
 * Student's t, since the variance between few is hardly known. Their factor on the standard error is 1 with this
 * variance, where it is above 0; where it is 0 the factor would be below 1, and is taken as 1 (C. Röver, G. Knapp and
 * T. Friede, BMC Medical Research Methodology 15:99, 2015).
 */
export function poolEffects(effects: readonly Effect[], confidence = 0.95): PooledEffect {
  if (effects.length < 2) {
    throw new Error(`pool estimates: expected two or more, got ${effects.length}`);
  }
  const betweenVariance = betweenVarianceOf(effects);
  const weights = weightsOf(effects, betweenVariance);
  const value = weightedMean(effects, weights);
  const standardError = 1 / Math.sqrt(sum(weights));
  const degrees = effects.length - 1;
  const reach = studentQuantile(confidence, degrees) * standardError;
  return {
    count: effects.length,
    value,
    low: value - reach,
    high: value + reach,
    standardError,
    pValue: studentTwoSided(value / standardError, degrees),
    betweenVariance,
    prediction: predictionOf(value, betweenVariance + standardError ** 2, effects.length, confidence),
  };
}

/** J. P. T. Higgins, S. G. Thompson and D. J. Spiegelhalter, J. Royal Statistical Society A 172, 2009, (12). */
function predictionOf(value: number, variance: number, count: number, confidence: number) {
  if (count < 3) return null;
  const reach = studentQuantile(confidence, count - 2) * Math.sqrt(variance);
  return { low: value - reach, high: value + reach };
}

/** The variance between with which the squared distances are what is expected of them: k − 1. 0 where they are less. */
function betweenVarianceOf(effects: readonly Effect[]): number {
  const expected = effects.length - 1;
  const isTooFar = (between: number) => {
    const weights = weightsOf(effects, between);
    return squaredDistances(effects, weights) > expected;
  };
  if (!isTooFar(0)) return 0;
  let high = leastVariance;
  while (isTooFar(high)) high *= 2;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (isTooFar(middle)) low = middle;
    else high = middle;
  }
}

/**
 * p of "all have the same true value". Cochran's Q takes the variances as known, and calls estimates different too often
 * whose variances come from a dozen rounds; so it is referred to the F of B. L. Welch, "On the Comparison of Several
 * Mean Values: An Alternative Approach", Biometrika 38, 1951. Of two estimates it is Welch's t-test.
 */
export function homogeneityPValue(effects: readonly Effect[]): number {
  const count = effects.length;
  if (count < 2) throw new Error(`ask whether estimates are the same: expected two or more, got ${count}`);
  const weights = weightsOf(effects, 0);
  const total = sum(weights);
  const uncertainty = sum(effects.map(({ degrees }, index) => (1 - weights[index]! / total) ** 2 / degrees));
  const between = squaredDistances(effects, weights) / (count - 1);
  const f = between / (1 + ((2 * (count - 2)) / (count ** 2 - 1)) * uncertainty);
  const [above, below] = [count - 1, (count ** 2 - 1) / (3 * uncertainty)];
  return incompleteBeta(below / (below + above * f), below / 2, above / 2);
}

function weightsOf(effects: readonly Effect[], between: number): number[] {
  return effects.map(({ variance }) => 1 / (Math.max(variance, leastVariance) + between));
}

function weightedMean(effects: readonly Effect[], weights: readonly number[]): number {
  return sum(effects.map(({ value }, index) => weights[index]! * value)) / sum(weights);
}

function squaredDistances(effects: readonly Effect[], weights: readonly number[]): number {
  const mean = weightedMean(effects, weights);
  return sum(effects.map(({ value }, index) => weights[index]! * (value - mean) ** 2));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
