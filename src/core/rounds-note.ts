/**
 * Whether a plan's rounds can give what one reads a table for. Both numbers are fixed before the run: whoever chose too
 * few is told before they are measured, and again above the tables.
 */
import { leastPairsForInterval } from "./pair.ts";
import { roundsNeeded } from "./statistics/holm.ts";

/** Null where there is nothing to say. */
export function tooFewRounds(rounds: number, familySize: number): string | null {
  if (familySize === 0) return null;
  const needed = Math.max(leastPairsForInterval, roundsNeeded(familySize));
  if (rounds >= needed) return null;
  const given =
    rounds < leastPairsForInterval ? "neither intervals nor verdicts" : "intervals but no verdict";
  const subject = rounds === 1 ? "1 round gives" : `${rounds} rounds give`;
  const pairs = familySize === 1 ? "this 1 pair" : `these ${familySize} pairs`;
  return `${subject} ${given} over ${pairs}: --rounds ${needed} does`;
}
