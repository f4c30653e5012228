/** Which of a run's observations count: of a case's round that was repeated, one attempt. */
import { type Arm, armId } from "./model.ts";
import type { Observation, Run } from "./records.ts";

export type ByArm = ReadonlyMap<string, readonly Observation[]>;

/**
 * By arm, in the order of the rounds. Where a case's round was repeated, the repetition alone; where that was cut short
 * by an interruption, the attempt before it: a pair is never made of two attempts.
 */
export function countedObservations({ plan, observations }: Run): ByArm {
  const byId = Map.groupBy(observations, (one) => one.armId);
  const counted = new Map<string, Observation[]>();
  for (const { arms } of plan.cases) {
    const ofCase = arms.flatMap((arm) => byId.get(armId(arm)) ?? []);
    for (const inRound of Map.groupBy(ofCase, ({ round }) => round).values()) {
      const attempt = lastWholeAttempt(inRound, arms.length);
      for (const one of inRound.filter((candidate) => candidate.attempt === attempt)) {
        counted.set(one.armId, [...(counted.get(one.armId) ?? []), one]);
      }
    }
  }
  for (const ofArm of counted.values()) ofArm.sort((a, b) => a.round - b.round);
  return counted;
}

/** The last attempt that has every arm; the first, where an interruption left none whole. */
function lastWholeAttempt(inRound: readonly Observation[], arms: number): number {
  const attempts = Map.groupBy(inRound, ({ attempt }) => attempt);
  const whole = [...attempts]
    .filter(([, ofAttempt]) => ofAttempt.length === arms)
    .map(([attempt]) => attempt);
  return whole.length > 0 ? Math.max(...whole) : Math.min(...attempts.keys());
}

export function observationsOf(arm: Arm, byArm: ByArm): readonly Observation[] {
  return byArm.get(armId(arm)) ?? [];
}
