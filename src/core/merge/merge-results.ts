/**
 * Runs of several machines as one result. Where a case was measured once, its result is that run's; where several
 * machines measured it, the machine is one more level of replication: the mean of the machines' log ratios with the
 * spread between them. Ratios are pooled, times never: those are of a machine.
 */
import { movedByVariable } from "../analyse-run.ts";
import type { Case } from "../model.ts";
import type { CaseResult, Estimate, JudgedPair, Verdict } from "../results.ts";
import { familyWiseError, holmAdjusted } from "../statistics/holm.ts";
import {
  type Effect,
  homogeneityPValue,
  type PooledEffect,
  poolEffects,
} from "../statistics/random-effects.ts";
import { halfLogWidth } from "../statistics/sample-interval.ts";
import { studentQuantile } from "../statistics/student-t.ts";
import { indistinct } from "../verdicts.ts";
import type { MergeRun } from "./merge-run.ts";
import { type Missing, missingFrom } from "./missing-cases.ts";
import { type PairSides, pairKey } from "./run-pairs.ts";

export interface MergeResults {
  readonly runs: readonly MergeRun[];
  readonly pairs: readonly MergedPair[];
  readonly missing: Missing;
  /** Of the whole plan: over so many pairs Holm's procedure corrects. */
  readonly familySize: number;
}

/** One comparison of a case over all machines that measured it: fresh ÷ another context, or a build ÷ the first. */
export interface MergedPair {
  readonly id: string;
  readonly of: Case;
  readonly sides: PairSides;
  readonly machines: readonly MachinePair[];
  /** Over the machines that have an interval, or the only machine's. */
  readonly ratio: number | null;
  readonly interval: Pick<Estimate, "low" | "high"> | null;
  readonly adjustedPValue: number | null;
  readonly verdict: Verdict;
  /** Null where fewer than two machines have an interval. */
  readonly between: BetweenMachines | null;
  /** Why the case is left out of a headline, or null. */
  readonly leftOut: string | null;
}

export interface MachinePair {
  /** Index of the run. */
  readonly run: number;
  readonly result: CaseResult;
  readonly pair: JudgedPair;
}

export interface BetweenMachines {
  readonly machines: number;
  /** Standard deviation of the machines' true ratios, as a factor above 1; 1 where none is seen. */
  readonly spread: number;
  /** Where the next machine's ratio is expected; null below three. */
  readonly prediction: { readonly low: number; readonly high: number } | null;
  /** Of "all machines have the same ratio", after Holm over the pairs that were pooled. */
  readonly disagreementPValue: number;
  /** The largest machine's ratio ÷ the smallest's. */
  readonly range: number;
}

/** `runs` are distinct and match; their order decides how machines are numbered, and nothing else. */
export function mergeResults(runs: readonly MergeRun[]): MergeResults {
  const pairs = collectPairs(runs).map(joined);
  // Of machines with different runtimes, the plan that had most; never fewer than there are.
  const familySize = Math.max(pairs.length, ...runs.map(({ plan }) => plan.familySize));
  return { runs, pairs: judge(pairs, familySize), missing: missingFrom(runs), familySize };
}

type Collected = Pick<MergedPair, "id" | "of" | "sides" | "machines" | "leftOut">;

/** In the order of the plan: that of the first run that has all of it, then what the others have. */
function collectPairs(runs: readonly MergeRun[]): Collected[] {
  const all = runs.flatMap(({ results }) => results.cases);
  const order = new Map<string, Collected & { machines: MachinePair[] }>();
  for (const id of planOrder(runs)) {
    for (const [run, { pairs }] of runs.entries()) {
      for (const { result, sides, judged } of pairs.filter((one) => one.result.id === id)) {
        const leftOut = result.leftOut ?? movedByVariable(result, all);
        const key = pairKey(sides);
        const known = order.get(key) ?? { id, of: result.of, sides, machines: [], leftOut };
        known.machines.push({ run, result, pair: judged });
        order.set(key, { ...known, leftOut: known.leftOut ?? leftOut });
      }
    }
  }
  return [...order.values()];
}

function planOrder(runs: readonly MergeRun[]): Set<string> {
  const wholes = runs.map(({ plan }) => plan.wholePlan ?? plan.cases.map(({ id }) => id));
  // The longest, of equals the first by its text: which machine has which number changes nothing.
  const sorted = wholes.toSorted((a, b) => b.length - a.length || (a.join() < b.join() ? -1 : 1));
  return new Set(sorted.flat());
}

interface Joined extends Collected, Pick<MergedPair, "ratio" | "interval"> {
  readonly pooled: PooledEffect | null;
  readonly effects: readonly Effect[];
  readonly ratios: readonly number[];
  /** The pair whose own result stands, where nothing was pooled. */
  readonly own: JudgedPair;
}

function joined(collected: Collected): Joined {
  const { machines } = collected;
  const usable = machines.filter(({ pair }) => effectOf(pair) !== null);
  const own = (usable[0] ?? machines[0]!).pair;
  const effects = usable.map(({ pair }) => effectOf(pair)!);
  const ratios = usable.map(({ pair }) => pair.ratio!);
  if (effects.length < 2) {
    // Several machines without an interval: none of their ratios stands for all.
    const ratio = machines.length === 1 || effects.length === 1 ? own.ratio : null;
    return { ...collected, pooled: null, effects, ratios, own, ratio, interval: own.interval };
  }
  const pooled = poolEffects(effects);
  const interval = { low: Math.exp(pooled.low), high: Math.exp(pooled.high) };
  return { ...collected, pooled, effects, ratios, own, ratio: Math.exp(pooled.value), interval };
}

/**
 * A machine's log ratio with the error that its interval tells: half its length by Student's t (E. L. Lehmann,
 * "Nonparametric Confidence Intervals for a Shift Parameter", Annals of Mathematical Statistics 34, 1963, by the normal
 * distribution, which the exact interval of few rounds is wider than). Null where its ratio is not to be judged.
 */
export function effectOf({ ratio, interval, validPairs, verdict }: JudgedPair): Effect | null {
  if (ratio === null || !interval) return null;
  if (verdict.kind === "missing-pairs" || verdict.kind === "withheld") return null;
  const degrees = validPairs - 1;
  const error = halfLogWidth(interval) / studentQuantile(interval.confidence, degrees);
  return { value: Math.log(ratio), variance: error ** 2, degrees };
}

function judge(pairs: readonly Joined[], familySize: number): MergedPair[] {
  const isJudged = pairs.map(canBeJudged);
  const pValues = pairs.map(({ pooled, own }, index) =>
    isJudged[index] ? (pooled ? pooled.pValue : own.pValue!) : 1,
  );
  const adjusted = holmAdjusted(pValues, familySize);
  const disagreements = disagreementsOf(pairs);
  return pairs.map((pair, index) => {
    const { pooled, effects, own, ratios, ...rest } = pair;
    const adjustedPValue = isJudged[index] ? adjusted[index]! : null;
    return {
      ...rest,
      adjustedPValue,
      verdict: verdictOf(pair, adjustedPValue, familySize),
      between: pooled && betweenOf(pooled, ratios, disagreements.get(pair)!),
    };
  });
}

function canBeJudged({ pooled, own, machines }: Joined): boolean {
  if (pooled) return true;
  if (machines.length > 1 && effectOf(own) === null) return false;
  return own.verdict.kind === "differs" || own.verdict.kind === "indistinct";
}

function verdictOf({ pooled, own }: Joined, adjustedPValue: number | null, familySize: number): Verdict {
  if (adjustedPValue === null) return own.verdict;
  if (adjustedPValue <= familyWiseError) return { kind: "differs" };
  if (!pooled) return indistinct(own.logRatios, { size: familySize, exploratory: false });
  const atFamily = studentQuantile(1 - familyWiseError / familySize, pooled.count - 1);
  const reach = atFamily * pooled.standardError;
  return { kind: "indistinct", smallestDetectable: Math.exp(reach) };
}

/** Many pairs are asked, and some would disagree by chance. */
function disagreementsOf(pairs: readonly Joined[]): Map<Joined, number> {
  const pooled = pairs.filter((one) => one.pooled !== null);
  const adjusted = holmAdjusted(
    pooled.map(({ effects }) => homogeneityPValue(effects)),
    pooled.length,
  );
  return new Map(pooled.map((one, index) => [one, adjusted[index]!]));
}

function betweenOf(
  pooled: PooledEffect,
  ratios: readonly number[],
  disagreementPValue: number,
): BetweenMachines {
  const { betweenVariance, prediction, count } = pooled;
  return {
    machines: count,
    spread: Math.exp(Math.sqrt(betweenVariance)),
    prediction: prediction && { low: Math.exp(prediction.low), high: Math.exp(prediction.high) },
    disagreementPValue,
    range: Math.max(...ratios) / Math.min(...ratios),
  };
}

/** Of the pooled pairs, those whose machines do not have one ratio, by a test over all of them. */
export function disagreeing({ pairs }: Pick<MergeResults, "pairs">): MergedPair[] {
  return pairs.filter(({ between }) => between && between.disagreementPValue <= familyWiseError);
}
