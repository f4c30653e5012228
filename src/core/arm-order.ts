/** The order of a run: which case when, and within a case which arm first. */
import { seededRandom, shuffled } from "./statistics/random.ts";

/** The arms of one case in one round, in the order in which they run. */
export interface CaseRound<Planned extends HasArms> {
  /** From 1. */
  readonly round: number;
  readonly case: Planned;
  readonly arms: readonly Planned["arms"][number][];
}

interface HasArms {
  readonly arms: readonly unknown[];
}

/**
 * Every case once a round, in an order shuffled anew. Of two rounds that follow each other, the second has each case's
 * arms in the reverse of the first's random order: of any two arms, each goes first equally often, ± 1.
 */
export function planRounds<Planned extends HasArms>(
  cases: readonly Planned[],
  rounds: number,
  seed: number,
): CaseRound<Planned>[] {
  const random = seededRandom(seed);
  const result: CaseRound<Planned>[] = [];
  let armOrders = new Map<Planned, Planned["arms"][number][]>();
  for (let round = 1; round <= rounds; round++) {
    const isFirstOfTwo = round % 2 === 1;
    armOrders = new Map(
      cases.map((planned) => [
        planned,
        isFirstOfTwo ? shuffled(planned.arms, random) : armOrders.get(planned)!.toReversed(),
      ]),
    );
    for (const planned of shuffled(cases, random)) {
      result.push({ round, case: planned, arms: armOrders.get(planned)! });
    }
  }
  return result;
}
