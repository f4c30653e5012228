/** How often the suite finds a slow-down that is known to be there. */

import { estimate } from "../pair.ts";
import type { Estimate } from "../results.ts";
import { familyWiseError } from "../statistics/holm.ts";
import { type Rate, rateOf } from "../statistics/rate.ts";
import { hodgesLehmann, signedRankPValue } from "../statistics/signed-rank.ts";
import type { SelftestComparison } from "./selftest-comparisons.ts";

export interface Power {
  readonly slowDown: number;
  readonly rounds: number;
  /** Found as a comparison by itself. */
  readonly alone: Rate;
  /** Found where it is the first that Holm looks at in a family of `familySize`: the hardest place. */
  readonly inFamily: Rate;
  /** The slow-downs that were measured, over the comparisons; null below 6. */
  readonly measured: Estimate | null;
}

/**
 * By slow-down and number of rounds, ascending. A run that is long enough is cut into as many comparisons as it fills:
 * of 30 rounds the first 13 and the next 13 are two.
 */
export function powerOf(
  comparisons: readonly SelftestComparison[],
  roundCounts: readonly number[],
  familySize: number,
): Power[] {
  const slowed = comparisons.filter(({ check, slowDown }) => check === "power" && slowDown > 0);
  const slowDowns = [...new Set(slowed.map(({ slowDown }) => slowDown))].sort((a, b) => a - b);
  return slowDowns.flatMap((slowDown) => {
    const own = slowed.filter((one) => one.slowDown === slowDown);
    return roundCounts.flatMap((rounds) => {
      const parts = own.flatMap(({ logRatios }) => partsOf(logRatios, rounds));
      return parts.length === 0 ? [] : [{ slowDown, rounds, ...found(parts, familySize) }];
    });
  });
}

function partsOf(logRatios: readonly number[], rounds: number): number[][] {
  const parts: number[][] = [];
  for (let from = 0; from + rounds <= logRatios.length; from += rounds) {
    parts.push(logRatios.slice(from, from + rounds));
  }
  return parts;
}

function found(parts: readonly (readonly number[])[], familySize: number) {
  const judged = parts.map((logRatios) => ({
    p: signedRankPValue(logRatios),
    change: hodgesLehmann(logRatios),
  }));
  const isFound = (limit: number) => (one: (typeof judged)[number]) => one.change > 0 && one.p <= limit;
  const changes = judged.map(({ change }) => change);
  return {
    alone: rateOf(judged, isFound(familyWiseError)),
    inFamily: rateOf(judged, isFound(familyWiseError / familySize)),
    measured: changes.length < 6 ? null : estimate(changes, Math.exp),
  };
}
