/** The builds of a comparing run that are the only one of their runtime: measured beside the others, compared with none. */
import { analyseRun } from "../analyse-run.ts";
import type { Build } from "../model.ts";
import type { Run } from "../records.ts";
import type { ArmResult, RunResults } from "../results.ts";
import { comparedBuilds } from "./build-pairs.ts";

export interface SingleBuild {
  /** Its name. */
  readonly build: string;
  /** Why there is no comparison, in words. */
  readonly reason: string;
  readonly arms: readonly ArmResult[];
}

/** In the order in which they were named; none where the run compares contexts. */
export function singleBuilds(run: Pick<Run, "header">, { cases }: Pick<RunResults, "cases">): SingleBuild[] {
  const { runtimes } = run.header;
  return runtimes
    .filter(({ runtime }) => isSingle(runtimes, runtime))
    .map(({ runtime, build }) => ({
      build: build!,
      reason: `one build of ${runtime}: nothing to compare`,
      arms: cases.filter(({ of }) => of.runtime === runtime).flatMap(({ arms }) => arms),
    }));
}

/** Of a run that has not been analysed. */
export function singleBuildsOf(run: Run): SingleBuild[] {
  const { runtimes } = run.header;
  const cases = run.plan.cases.filter(({ of }) => isSingle(runtimes, of.runtime));
  return singleBuilds(run, analyseRun({ ...run, plan: { ...run.plan, cases } }));
}

export function isSingle(builds: readonly Build[], runtime: Build["runtime"]): boolean {
  return comparedBuilds(builds, runtime)?.length === 1;
}
