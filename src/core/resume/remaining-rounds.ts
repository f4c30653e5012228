/**
 * What a stopped run has still to do. The order is the plan's and its seed's, so that the same run goes on. A case's
 * round that was cut short is measured again as a whole, under the next attempt's number: the arms of a pair are
 * neighbours in time or they are no pair. Its half stays in the file and does not count (counted-observations.ts).
 */
import type { CaseRound } from "../arm-order.ts";
import { armId } from "../model.ts";
import type { Observation, PlannedCase } from "../records.ts";

/** A case's round that is to be measured. */
export interface RemainingRound extends CaseRound<PlannedCase> {
  /** The number of the attempt that comes next. */
  readonly attempt: number;
  /** Whether a fault of the harness would be answered by one more attempt: a round gets one such repetition. */
  readonly mayRepeat: boolean;
}

/** As a run does it that has measured nothing yet. */
export function fromTheStart(caseRounds: readonly CaseRound<PlannedCase>[]): RemainingRound[] {
  return caseRounds.map((one) => ({ ...one, attempt: 1, mayRepeat: true }));
}

/** Of the planned order, what `observations` leave to be done. */
export function remainingRounds(
  caseRounds: readonly CaseRound<PlannedCase>[],
  observations: readonly Observation[],
): RemainingRound[] {
  const byRoundOfArm = Map.groupBy(observations, ({ armId: id, round }) => `${round} ${id}`);
  return caseRounds.flatMap((caseRound): RemainingRound[] => {
    const seen = caseRound.arms.flatMap((arm) => byRoundOfArm.get(`${caseRound.round} ${armId(arm)}`) ?? []);
    const attempts = [...Map.groupBy(seen, ({ attempt }) => attempt)];
    const whole = attempts.filter(([, ofAttempt]) => ofAttempt.length === caseRound.arms.length);
    if (whole.length > 1 || whole.some(([, ofAttempt]) => !ofAttempt.some(isFaultOfHarness))) return [];
    const last = Math.max(0, ...attempts.map(([attempt]) => attempt));
    return [{ ...caseRound, attempt: last + 1, mayRepeat: whole.length === 0 }];
  });
}

export function isFaultOfHarness(observation: Observation): boolean {
  return observation.status === "failed" && observation.fault === "harness";
}
