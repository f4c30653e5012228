/** Holm's step-down correction: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979. */

export const familyWiseError = 0.05;

/**
 * Adjusted p-values over a family of `familySize` tests fixed in the plan. Members of the family that have no p (a
 * missing pair) count as 1, so that losing data never makes a verdict easier. In the order of `pValues`.
 */
export function holmAdjusted(pValues: readonly number[], familySize: number): number[] {
  if (familySize < pValues.length) {
    throw new Error(
      `correct by Holm: expected a family of at least ${pValues.length} tests, got ${familySize}`,
    );
  }
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [step, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (familySize - step) * pValues[index]!));
    adjusted[index] = largest;
  }
  return adjusted;
}

/** Fewest rounds with which the smallest possible p, 2^(1 − n), can be rejected first in the family. */
export function roundsNeeded(familySize: number): number {
  return Math.ceil(1 + Math.log2(familySize / familyWiseError));
}
