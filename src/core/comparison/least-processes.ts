/** How many processes two separate runs need for a verdict by the rank-sum test: so few cannot reject, whatever they show. */
import { familyWiseError } from "../statistics/holm.ts";

/** Below it a side has no 95 % interval. */
export const leastForInterval = 4;

/** Whether the smallest p there is, with these processes a side, could be rejected first in the family. */
export function canBeJudged(first: number, second: number, familySize: number): boolean {
  if (Math.min(first, second) < leastForInterval) return false;
  return (2 / choices(first + second, first)) * familySize <= familyWiseError;
}

/** Fewest processes a side, where both have as many. */
export function processesNeeded(familySize: number): number {
  let count = leastForInterval;
  while (!canBeJudged(count, count, familySize)) count++;
  return count;
}

/** The binomial coefficient. */
function choices(total: number, taken: number): number {
  let result = 1;
  for (let step = 1; step <= taken; step++) result *= (total - taken + step) / step;
  return result;
}
