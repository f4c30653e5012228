/** A run as a merge has it: what was fixed before it, what it came to, and nothing of its single operations. */
import { analyseRun } from "../analyse-run.ts";
import type { Header, Plan, Run } from "../records.ts";
import type { RunResults } from "../results.ts";
import { type RunPair, runPairs } from "./run-pairs.ts";

export interface RunSource {
  readonly file: string;
  /** Of its first record, of its first two, and so on: whether two runs of one name are one, or one the other's beginning. */
  readonly digests: readonly string[];
}

export interface MergeRun extends Pick<Run, "header" | "plan" | "resumes">, RunSource {
  readonly results: RunResults;
  readonly pairs: readonly RunPair[];
  readonly isFinished: boolean;
  readonly observations: number;
  readonly failedObservations: number;
}

export function mergeRunOf(run: Run, source: RunSource): MergeRun {
  const { header, plan, resumes, observations, finish } = run;
  const results = analyseRun(run);
  return {
    header,
    plan,
    resumes,
    results,
    pairs: runPairs(run, results),
    isFinished: finish !== null,
    observations: observations.length,
    failedObservations: observations.filter(({ status }) => status === "failed").length,
    ...source,
  };
}

/** What tells runs apart: machines that begin in the same minute with the same seed have the same id. */
export function runKey({ header }: { readonly header: Header }): string {
  const { runId, startedAt, shard } = header;
  return `${runId} ${startedAt} ${shard ? `${shard.index}/${shard.count}` : "whole"}`;
}

/** The cases of the plan that the run is, or is a part of. */
export function wholePlanOf({ cases, wholePlan }: Plan): readonly string[] {
  return wholePlan ?? cases.map(({ id }) => id);
}

/** Of the runs whose machines describe themselves alike, by their index: they may be one machine at several times. */
export function alikeMachines(runs: readonly Pick<MergeRun, "header">[]): number[][] {
  const indexes = runs.map((_, index) => index);
  const groups = Map.groupBy(indexes, (index) => {
    const {
      loadAverage: _load,
      freeMemoryBytes: _free,
      conditions: _conditions,
      ...lasting
    } = runs[index]!.header.machine;
    return JSON.stringify(lasting);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}
