/** Later builds that are slower than the first of the same run, by more than a threshold. */
import { comparedBuilds } from "../comparison/build-pairs.ts";
import { interleavedChanges } from "../comparison/interleaved-changes.ts";
import { buildName } from "../model.ts";
import type { Run } from "../records.ts";
import { type Finding, strengthOf } from "./finding.ts";

/** The share of slowing down that nobody would look into. */
const threshold = 0.05;

/** Of those that Holm's procedure, over all of the run's comparisons, finds slower by more than the threshold. */
export function regressions(run: Run): Finding[] {
  const { changes } = interleavedChanges(run, threshold);
  return changes.flatMap(({ arm, ratio, isRegression, count }) => {
    const base = comparedBuilds(run.header.runtimes, arm.runtime)?.[0];
    if (!isRegression || !("low" in ratio) || base === undefined) return [];
    const { runtime, client, trust, scenario, context } = arm;
    const claim = { measure: "ratio", of: "head ÷ base", estimate: ratio, expected: 1 } as const;
    return {
      kind: "regression",
      of: { runtime, client, trust, scenario },
      contexts: [context],
      builds: { base, head: buildName(arm) },
      claim,
      layer: "runtime",
      n: count,
      strength: strengthOf(claim),
      alsoIn: [],
    };
  });
}
