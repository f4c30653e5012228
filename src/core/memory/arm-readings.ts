/** The valid processes of one arm, in the order of the rounds. */
import {
  type MemoryFile,
  type MemoryMeasurement,
  type MemoryReading,
  type PlannedMemory,
  roundsOf,
} from "./memory-records.ts";

export interface ArmReadings {
  readonly planned: PlannedMemory;
  readonly processes: readonly { readonly round: number; readonly measurement: MemoryMeasurement }[];
  readonly plannedRounds: number;
  /** Why processes failed, each reason once. */
  readonly failures: readonly string[];
}

/** By the arm's id, in the order of the plan. */
export function readingsByArm({ plan, readings }: MemoryFile): Map<string, ArmReadings> {
  return new Map(
    plan.planned.map((planned) => {
      const own = readings.filter(({ id }) => id === planned.id).toSorted((a, b) => a.round - b.round);
      const processes = own.flatMap((one) =>
        one.status === "valid" ? [{ round: one.round, measurement: one.value.measurement }] : [],
      );
      const failures = own.flatMap((one) => (one.status === "failed" ? [one.reason] : []));
      const plannedRounds = roundsOf(plan, planned);
      return [planned.id, { planned, processes, plannedRounds, failures: [...new Set(failures)] }];
    }),
  );
}

/**
 * Those whose slope counts. Of `growth` all. Of `hold` all with clients alive: the first ones fill memory that the
 * warm-up has freed, and what connecting needs for a moment is allocated with them.
 */
export function countedReadings(
  { work }: PlannedMemory,
  { readings }: MemoryMeasurement,
): readonly MemoryReading[] {
  return work.mode === "growth" ? readings : readings.slice(1);
}
