/** How far in from its ends an exact test's distribution may be cut; both rank tests' intervals begin so. */

export interface ExactTail {
  /** The largest k with P(T ≤ k) ≤ (1 − confidence) / 2; −1 where even P(T ≤ 0) is more. */
  readonly cut: number;
  /** P(T ≤ cut). */
  readonly probability: number;
}

/** `probabilities` are those of T = 0, 1, 2, …, and symmetric. */
export function exactTail(probabilities: readonly number[], confidence: number): ExactTail {
  // A sum of hundreds of doubles is off by some 1e-16 from the value that it has on paper.
  const most = (1 - confidence) / 2 + 1e-15;
  let probability = 0;
  let cut = -1;
  while (cut + 1 < probabilities.length && probability + probabilities[cut + 1]! <= most) {
    cut++;
    probability += probabilities[cut]!;
  }
  return { cut, probability };
}
