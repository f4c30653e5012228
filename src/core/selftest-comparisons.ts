/** What the self-test's runs are counted by: every comparison of two builds, with the run that it was made in. */
import { type BuildComparison, compareBuilds } from "./compare-builds.ts";
import type { RuntimeName } from "./model.ts";
import type { Run, SelftestFacts } from "./records.ts";

export interface SelftestComparison extends BuildComparison {
  readonly run: Run;
  readonly check: SelftestFacts["check"];
  readonly runtime: RuntimeName;
  /** By how much the head is slowed down; 0 where it is the same as the base. */
  readonly slowDown: number;
  /** Whether the case's dearest arm costs at least three times what its cheapest does. */
  readonly isUneven: boolean;
}

const unevenFactor = 3;

/**
 * Of all runs, without the controls: an empty operation is a few steps of the clock, and ties are no evidence.
 * Throws for a run that is none of a self-test, and where a pair has no p: a self-test with gaps proves nothing.
 */
export function selftestComparisons(runs: readonly Run[]): SelftestComparison[] {
  return runs.flatMap((run) => {
    const { selftest, runId } = run.header;
    if (!selftest) throw new Error(`count the self-test's comparisons: run ${runId} is none of a self-test`);
    const comparisons = compareBuilds(run).filter(({ planned }) => planned.of.trust !== "none");
    return comparisons.map((one) => {
      if (one.pValue === null) {
        const { id } = one.planned;
        throw new Error(
          `count the self-test's comparisons: ${id} in run ${runId} has ${one.validPairs} of ${one.plannedPairs} pairs; ` +
            "expected enough for a p; repeat this run",
        );
      }
      return {
        ...one,
        ...truthOf(one, run),
        run,
        check: selftest.check,
        isUneven: isUneven(one, comparisons),
      };
    });
  });
}

function truthOf({ planned, head }: BuildComparison, { header }: Run) {
  const { runtime } = planned.of;
  const facts = header.runtimes.find(({ build }) => build === head.arm.build);
  return { runtime, slowDown: facts?.slowDown ?? 0 };
}

/** The pairs of a case run next to each other, each at its own cost. */
function isUneven({ planned }: BuildComparison, comparisons: readonly BuildComparison[]): boolean {
  const latencies = comparisons
    .filter((one) => one.planned === planned)
    .flatMap(({ base }) => (base.state === "measured" ? [base.latencyNs] : []));
  return Math.max(...latencies) >= unevenFactor * Math.min(...latencies);
}
