/** What a run amounts to: the shapes that the analysis returns and the report prints. Nothing here is text. */
import type { Arm, Case, Context } from "./model.ts";
import type { StageName } from "./runtime-facts.ts";

/** A point estimate with a two-sided interval, in the unit of the value (a ratio has none). */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The exact coverage of the interval, at least 0.95. */
  readonly confidence: number;
}

/** A mean cost, or the honest absence of one. */
export type Cost =
  | { readonly state: "measured"; readonly ns: number }
  | { readonly state: "below-resolution"; readonly resolutionNs: number };

export interface MeasuredArm {
  readonly state: "measured";
  readonly arm: Arm;
  readonly validRounds: number;
  readonly plannedRounds: number;
  /** Median over the rounds of each process's median operation. */
  readonly latencyNs: number;
  /** Each valid process's median operation, in the order of the rounds. */
  readonly processMediansNs: readonly number[];
  /** The round of each of them. */
  readonly rounds: readonly number[];
  /** Median over the rounds of the mean cost (loop and what it left to be freed, per operation). */
  readonly meanWallNs: number;
  readonly meanCpu: Cost;
  /** Median over the rounds of the process's first operation. */
  readonly coldNs: number;
  /**
   * Median over the rounds of each process's median time between a stage and the visible one before it (the
   * operation's start for the first); null where the API does not show the stage, and for `create`.
   */
  readonly stageDurationsNs: Readonly<Record<StageName, number | null>> | null;
  readonly peakRssBytes: number;
  /** Totals over all valid processes; null where there is no fixture server. */
  readonly fullHandshakes: number | null;
  readonly resumedHandshakes: number | null;
  readonly connections: number | null;
  /** Server CPU time per wall time of the workers' operations, 0..1; null without a fixture server, and without a connection to it. */
  readonly serverCpuShare: number | null;
  readonly packageThatRan: string | null;
}

export interface FailedArm {
  readonly state: "failed";
  readonly arm: Arm;
  readonly plannedRounds: number;
  /** The first failure's reason. */
  readonly reason: string;
}

/** Planned, and never begun: the run was stopped before. */
export interface NotRunArm {
  readonly state: "not run";
  readonly arm: Arm;
  readonly plannedRounds: number;
  readonly reason: string;
}

export interface UnsupportedArm {
  readonly state: "unsupported";
  readonly arm: Arm;
  readonly reason: string;
}

export type ArmResult = MeasuredArm | FailedArm | NotRunArm | UnsupportedArm;

/** One arm ÷ another, within the same rounds, with its verdict. */
export interface JudgedPair {
  readonly validPairs: number;
  readonly plannedPairs: number;
  /** log(numerator ÷ denominator) of each valid pair, in the order of the rounds; empty where it is withheld. */
  readonly logRatios: readonly number[];
  /** Ratio of latencies by Hodges–Lehmann; null where there is no valid pair or the ratio is withheld. */
  readonly ratio: number | null;
  /** Exact Wilcoxon signed-rank interval of the ratio, marginal; null below 6 pairs or in an exploratory run. */
  readonly interval: Estimate | null;
  /** Two-sided exact p of the signed-rank test, before correction; null without an interval. */
  readonly pValue: number | null;
  /** p after Holm over the planned family. */
  readonly adjustedPValue: number | null;
  readonly verdict: Verdict;
  /** CPU of an operation saved by the denominator, ns: Hodges–Lehmann of the paired differences of mean costs. */
  readonly cpuSavedNs: Estimate | { readonly value: number } | null;
  /** p of the CPU saved, after Holm over the planned family; null where there is none. */
  readonly cpuAdjustedPValue: number | null;
  /** Ratio of mean CPU costs; null where a cost is below resolution. */
  readonly cpuRatio: Estimate | { readonly value: number } | null;
  /** How the ratio moves from the first to the second half of the timed operations; null where it does not. */
  readonly trend: Estimate | null;
}

/** fresh ÷ another context. */
export interface PairResult extends JudgedPair {
  readonly numerator: Context;
  readonly denominator: Context;
}

/**
 * - `differs`: Holm rejects "no difference"; the ratio says in which direction
 * - `indistinct`: Holm does not reject; printed as `~`
 * - `need-rounds`: no number of rejections could come from so few rounds
 * - `missing-pairs`: more than 10 % of the planned pairs are missing
 * - `exploratory`: the run was declared to give no verdicts
 * - `withheld`: the arms did not do comparable work, so that no ratio is printed
 */
export type Verdict =
  | { readonly kind: "differs" }
  | {
      readonly kind: "indistinct";
      /** From the estimate to the farther end of the family-wide interval, as a factor above 1. */
      readonly smallestDetectable: number;
    }
  | { readonly kind: "need-rounds"; readonly rounds: number }
  | { readonly kind: "missing-pairs" }
  | { readonly kind: "exploratory" }
  | { readonly kind: "withheld"; readonly reason: string };

export interface CaseResult {
  readonly id: string;
  readonly of: Case;
  readonly arms: readonly ArmResult[];
  /** One for each context that is compared with `fresh`, where both arms were planned. */
  readonly pairs: readonly PairResult[];
  readonly warmupOperations: number;
  readonly timedOperations: number;
  /** Why this case is left out of the headline, or null. */
  readonly leftOut: string | null;
  readonly outliers: readonly Outlier[];
  readonly drifts: readonly Drift[];
}

/** An arm, or a pair, that is another in the late rounds than in the early ones; see stationarity.ts. */
export interface Drift {
  readonly context: Context;
  /** The pair's other context; null for the arm alone. */
  readonly denominator: Context | null;
  /** Median of the late rounds ÷ median of the early ones: of the arm's latency, or of the pair's ratio. */
  readonly factor: number;
  /** Of "the rounds could change places", over all arms or over all pairs of the run. */
  readonly adjustedPValue: number;
}

/** A process whose median lies far outside those of the arm's other processes; flagged, and counted all the same. */
export interface Outlier {
  readonly context: Context;
  readonly round: number;
  /** The process's median ÷ the arm's. */
  readonly factor: number;
}

/** Where the run's time went, summed over all processes. */
export interface TimeSpent {
  readonly processes: number;
  readonly startupNs: number;
  readonly warmupNs: number;
  readonly measuringNs: number;
  readonly otherNs: number;
  readonly elapsedNs: number | null;
}

export interface RunResults {
  readonly cases: readonly CaseResult[];
  readonly timeSpent: TimeSpent;
  readonly familySize: number;
  readonly rounds: number;
  readonly exploratory: boolean;
  /** Median over the `bundle` cases of the half-width of the ratio's interval (fresh ÷ shared), e.g. 0.02; or null. */
  readonly bundleHalfWidth: number | null;
}
