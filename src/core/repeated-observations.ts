/**
 * Observations that the harness spoilt (the server died, or gave no answer) and that were made again, with all of their
 * case's round. The first attempt stays in the file and does not count.
 */
import type { FailedObservation, Observation } from "./records.ts";

/** What makes a case's round be repeated. */
export function isToBeRepeated(one: Observation): one is FailedObservation {
  return one.status === "failed" && one.fault === "harness" && one.attempt === 1;
}

/** Those that were: an interruption may have come in between. */
export function repeatedObservations(observations: readonly Observation[]): FailedObservation[] {
  const again = new Set(observations.filter(({ attempt }) => attempt > 1).map(placeOf));
  return observations.filter((one) => isToBeRepeated(one)).filter((one) => again.has(placeOf(one)));
}

function placeOf({ armId, round }: Observation): string {
  return `${round} ${armId}`;
}

/** Null where there are none. */
export function repetitionText(observations: readonly Observation[]): string | null {
  const repeated = repeatedObservations(observations);
  const [first] = repeated;
  if (!first) return null;
  const counted = repeated.length === 1 ? "1 observation was" : `${repeated.length} observations were`;
  return (
    `${counted} spoilt by a fault of the harness, and the round of the case was measured again, which counts ` +
    `(round ${first.round} of ${first.armId}: ${first.reason})`
  );
}
