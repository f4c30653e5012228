/** Each run once, in an order that does not depend on how the files were named: a merge with one of its parts is itself. */
import { shortText } from "../visible-text.ts";
import { type MergeRun, runKey } from "./merge-run.ts";

/**
 * Of a run that is there several times the one that has most of it: a file may have been copied before the run was
 * at its end, or resumed. Throws where two differ and neither is the beginning of the other.
 */
export function distinctRuns<One extends MergeRun>(runs: readonly One[]): One[] {
  return copiesOf(runs).map(([fullest, ...others]) => {
    const other = others.find((one) => !isBeginning(one, fullest));
    if (other) throw new Error(differentText(fullest, other));
    return fullest;
  });
}

/** Sentences about the runs that are there more than once. */
export function repeatedRuns(runs: readonly MergeRun[]): string[] {
  return copiesOf(runs).flatMap((copies) => {
    if (copies.length === 1) return [];
    const [fullest] = copies;
    const often = copies.length === 2 ? "twice" : `${copies.length} times`;
    const files = copies.map(({ file }) => file);
    const text = `the run ${fullest.header.runId} is there ${often}, in ${files.slice(0, -1).join(", ")} and ${files.at(-1)}: it counts once`;
    const isSame = copies.every(({ digests }) => digests.length === fullest.digests.length);
    return isSame ? [text] : [`${text}, as in ${fullest.file}, where most of it is`];
  });
}

/** By their keys; of each the fullest first. */
function copiesOf<One extends MergeRun>(runs: readonly One[]): [One, ...One[]][] {
  return [...Map.groupBy(runs, runKey)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, copies]) => copies.toSorted((a, b) => b.digests.length - a.digests.length) as [One, ...One[]]);
}

function isBeginning({ digests: short }: MergeRun, { digests: long }: MergeRun): boolean {
  return long[short.length - 1] === short.at(-1);
}

function differentText(one: MergeRun, other: MergeRun): string {
  return (
    `merge: two different records of the run ${shortText(runKey(one), 80)}, in ${one.file} and ${other.file}, of which ` +
    "none is the beginning of the other: one was changed, or the run went on in both; expected copies of one run, leave " +
    "one of them out"
  );
}
