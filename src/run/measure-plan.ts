/** The rounds of a plan into a results file, with what is to be said about them while they are made. */
import { type CaseRound, planRounds } from "../core/arm-order.ts";
import type { Observation, Plan, PlannedCase, RunRecord } from "../core/records.ts";
import { isToBeRepeated } from "../core/repeated-observations.ts";
import type { RemainingRound } from "../core/resume/remaining-rounds.ts";
import { measureRounds } from "./measure-rounds.ts";
import { createOutlierNotes } from "./outlier-notes.ts";
import type { RecordWriter } from "./store.ts";
import type { Workbench } from "./workbench.ts";

/** The order in which a plan is measured, which its seed decides. */
export function orderRounds(plan: Plan, seed: number): CaseRound<PlannedCase>[] {
  const runnable = plan.cases.filter(({ arms, excluded }) => arms.length > 0 && excluded === null);
  return planRounds(runnable, plan.rounds, seed);
}

export interface ObservationTally {
  readonly observations: number;
  readonly failedObservations: number;
}

/** `earlier` are those that the file has already; they count. */
export async function measurePlan(
  workbench: Workbench,
  rounds: readonly RemainingRound[],
  writer: RecordWriter<RunRecord>,
  earlier: readonly Observation[] = [],
): Promise<ObservationTally> {
  const { onEvent } = workbench.options;
  let isBefore = true;
  const notes = createOutlierNotes((event) => {
    // What was far from the others before the interruption has been said then.
    if (!isBefore) onEvent(event);
  });
  for (const observation of earlier) notes.see(observation);
  isBefore = false;
  let observations = earlier.length;
  let failedObservations = earlier.filter(isFailure).length;
  await measureRounds(workbench, rounds, (observation) => {
    writer.append(observation);
    notes.see(observation);
    observations++;
    if (isFailure(observation)) failedObservations++;
  });
  notes.end();
  return { observations, failedObservations };
}

/** What was made again after a fault of the harness is none. */
function isFailure(observation: Observation): boolean {
  return observation.status === "failed" && !isToBeRepeated(observation);
}
