/** Ranks, where values that are equal share the mean of theirs. */

/** Of each value, in their order: twice its rank among all, from 1, so that a mean of two ranks is a whole number. */
export function doubledMidranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[start]!]) end++;
    // Ranks start + 1 .. end + 1; twice their mean.
    for (let at = start; at <= end; at++) ranks[order[at]!] = start + end + 2;
    start = end + 1;
  }
  return ranks;
}
