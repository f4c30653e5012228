/** From the records of a run to the comparison of its builds: each later build against the first that was named. */
import { summariseArm } from "../arm-result.ts";
import { type ByArm, countedObservations, observationsOf } from "../counted-observations.ts";
import { comparePair } from "../pair.ts";
import type { PlannedCase, Run } from "../records.ts";
import type { ArmResult, JudgedPair } from "../results.ts";
import { giveVerdicts } from "../verdicts.ts";
import { type BuildPair, buildPairs, comparedBuilds } from "./build-pairs.ts";

/** head ÷ base: above 1 where the head is slower. */
export interface BuildComparison extends JudgedPair {
  readonly base: ArmResult;
  readonly head: ArmResult;
  readonly planned: PlannedCase;
}

/** In the order of the plan; empty where no runtime has several builds. */
export function compareBuilds(run: Run): BuildComparison[] {
  const { plan } = run;
  const byArm = countedObservations(run);
  const comparisons = plan.cases.flatMap((planned) => {
    const names = comparedBuilds(run.header.runtimes, planned.of.runtime);
    if (!names || planned.excluded !== null) return [];
    return buildPairs(planned.arms, names).map((pair) => compareBuild(pair, planned, byArm, plan));
  });
  return giveVerdicts(comparisons, { size: plan.familySize, exploratory: plan.exploratory });
}

function compareBuild(
  { base, head }: BuildPair,
  planned: PlannedCase,
  byArm: ByArm,
  { rounds, exploratory }: Run["plan"],
) {
  const [first, second] = [observationsOf(head, byArm), observationsOf(base, byArm)];
  return {
    planned,
    base: summariseArm(base, second, rounds),
    head: summariseArm(head, first, rounds),
    ...comparePair({ first, second, plannedPairs: rounds, exploratory }),
  };
}
