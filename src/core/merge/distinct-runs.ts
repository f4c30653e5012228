/** Each run once, in an order that does not depend on how the files were named: a merge with one of its parts is itself. */
import { type MergeRun, runKey } from "./merge-run.ts";

/**
 * Of a run that is there several times the one that has most of it: a file may have been copied before the run was
 * resumed. Throws where two differ and neither has more.
 */
export function distinctRuns<One extends MergeRun>(runs: readonly One[]): One[] {
  return [...Map.groupBy(runs, runKey)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, copies]) => fullest(key, copies));
}

function fullest<One extends MergeRun>(key: string, copies: readonly One[]): One {
  const sorted = copies.toSorted((a, b) => extent(b) - extent(a));
  const [first] = sorted;
  const other = sorted.find((one) => extent(one) === extent(first!) && one.digest !== first!.digest);
  if (other) {
    throw new Error(
      `merge: two different records of the run ${key}, as long as each other: one of the files was changed; expected ` +
        "copies of one run, leave one of them out",
    );
  }
  return first!;
}

/** A finished run has all there is. */
function extent({ isFinished, observations }: MergeRun): number {
  return isFinished ? Number.POSITIVE_INFINITY : observations;
}
