/** What the self-test's runs are counted by: every comparison of two builds, with the run that it was made in. */
import { type BuildComparison, compareBuilds } from "../comparison/compare-builds.ts";
import type { RuntimeName } from "../model.ts";
import type { Run, SelftestFacts } from "../records.ts";
import type { Estimate } from "../results.ts";

export interface SelftestComparison extends BuildComparison {
  readonly pValue: number;
  readonly ratio: number;
  readonly interval: Estimate;
  readonly run: Run;
  readonly check: SelftestFacts["check"];
  readonly runtime: RuntimeName;
  /** By how much the head is slowed down; 0 where it is the same as the base. */
  readonly slowDown: number;
  /** Whether the case's dearest arm costs at least three times what its cheapest does. */
  readonly isUneven: boolean;
}

/** A comparison, or a whole case, that a run planned and that says nothing. */
export interface LeftOut {
  readonly run: Run;
  /** The case and what was compared. */
  readonly what: string;
  readonly reason: string;
}

export interface SelftestEvidence {
  readonly comparisons: readonly SelftestComparison[];
  /** Named, so that nothing goes missing in silence: failures may well hit what differs. */
  readonly leftOut: readonly LeftOut[];
}

const unevenFactor = 3;

/**
 * Of all runs, without the controls: an empty operation is a few steps of the clock, and ties are no evidence.
 * What would have no verdict in any other run, since too many of its pairs are missing, is not counted here either.
 * Throws for a run that is none of a self-test.
 */
export function selftestEvidence(runs: readonly Run[]): SelftestEvidence {
  const parts = runs.map(evidenceOf);
  return {
    comparisons: parts.flatMap(({ comparisons }) => comparisons),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  };
}

function evidenceOf(run: Run): SelftestEvidence {
  const { selftest, runId } = run.header;
  if (!selftest) {
    throw new Error(
      `count the self-test's comparisons: run ${runId} is none of a self-test; expected one that \`ctxcost selftest\` made`,
    );
  }
  const all = compareBuilds(run).filter(({ planned }) => planned.of.trust !== "none");
  const comparisons: SelftestComparison[] = [];
  const leftOut: LeftOut[] = [];
  for (const { id, excluded } of run.plan.cases) {
    if (excluded !== null) leftOut.push({ run, what: id, reason: excluded });
  }
  for (const one of all) {
    const { ratio, interval, pValue } = one;
    const reason = reasonAgainst(one);
    if (reason !== null || ratio === null || interval === null || pValue === null) {
      leftOut.push({ run, what: nameOf(one), reason: reason ?? "no interval" });
      continue;
    }
    comparisons.push({
      ...one,
      ratio,
      interval,
      pValue,
      ...truthOf(one, run),
      run,
      check: selftest.check,
      isUneven: isUneven(one, all),
    });
  }
  return { comparisons, leftOut };
}

function reasonAgainst({ verdict, validPairs, plannedPairs, pValue }: BuildComparison): string | null {
  if (verdict.kind === "withheld") return verdict.reason;
  if (verdict.kind === "missing-pairs") return `${validPairs} of ${plannedPairs} pairs are valid`;
  return pValue === null ? `${validPairs} pairs are too few for an interval` : null;
}

function nameOf({ planned, base, head }: BuildComparison): string {
  return `${planned.id}/${head.arm.context}, ${head.arm.build} against ${base.arm.build}`;
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
