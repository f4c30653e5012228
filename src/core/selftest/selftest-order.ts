/** Whether it matters which of two equal arms is named first, and which of them runs first in a round. */
import { processMedianNs } from "../arm-result.ts";
import { countedObservations, observationsOf } from "../counted-observations.ts";
import { estimate, validPairs } from "../pair.ts";
import type { Run, ValidObservation } from "../records.ts";
import type { Estimate } from "../results.ts";
import { hodgesLehmann } from "../statistics/signed-rank.ts";
import type { SelftestComparison } from "./selftest-comparisons.ts";

export interface OrderBias {
  readonly comparisons: number;
  /** The build that is named second ÷ the first: what the balanced order leaves. Over the comparisons. */
  readonly named: Estimate;
  /** The process that runs later in its round ÷ the earlier: what the order has to balance. */
  readonly ran: Estimate;
}

/** Null below 6 comparisons. */
export function orderBias(comparisons: readonly SelftestComparison[]): OrderBias | null {
  if (comparisons.length < 6) return null;
  const ran = [...Map.groupBy(comparisons, ({ run }) => run)].flatMap(([run, own]) =>
    laterOverEarlier(run, own),
  );
  return {
    comparisons: comparisons.length,
    named: estimate(
      comparisons.map(({ ratio }) => Math.log(ratio)),
      Math.exp,
    ),
    ran: estimate(ran, Math.exp),
  };
}

/** Of each comparison of the run: log(later ÷ earlier), by Hodges–Lehmann over the rounds. */
function laterOverEarlier(run: Run, comparisons: readonly SelftestComparison[]): number[] {
  const byArm = countedObservations(run);
  const places = new Map(run.observations.map((observation, place) => [observation, place]));
  return comparisons.map(({ base, head }) => {
    const pairs = validPairs(observationsOf(base.arm, byArm), observationsOf(head.arm, byArm));
    const logs = pairs.map(({ first, second }) => {
      const log = Math.log(medianOf(second) / medianOf(first));
      return places.get(second)! > places.get(first)! ? log : -log;
    });
    return hodgesLehmann(logs);
  });
}

function medianOf({ measurement }: ValidObservation): number {
  return processMedianNs(measurement);
}
