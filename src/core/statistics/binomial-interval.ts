/**
 * How well a counted rate is known: a simulation's share of false alarms is itself a measurement. Exact, since the rates
 * that matter lie near 0 and 1, where the normal approximation is worst.
 */
import { incompleteBeta } from "./incomplete-beta.ts";

export interface BinomialInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial",
 * Biometrika 26(4), 1934: the rates under which so many successes, or more of them, and so few, or fewer, have
 * each a probability of at least (1 − confidence) / 2. Covers at least as often as it says, whatever the rate.
 */
export function binomialInterval(successes: number, trials: number, confidence = 0.95): BinomialInterval {
  const isCount = Number.isInteger(successes) && Number.isInteger(trials);
  if (!isCount || trials < 1 || successes < 0 || successes > trials) {
    throw new Error(
      `take a binomial interval: expected whole numbers with 0 ≤ successes ≤ trials and trials ≥ 1, got ${successes} of ${trials}`,
    );
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new Error(`take a binomial interval: expected a confidence between 0 and 1, got ${confidence}`);
  }
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

/** By halving, down to the last bit: no start value to choose, no derivative, nothing that can diverge. */
function betaQuantile(share: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (incompleteBeta(middle, a, b) < share) low = middle;
    else high = middle;
  }
}
