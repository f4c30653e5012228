/**
 * Two runs, compared: unpaired, and confounded with everything that changed between them. A verdict stands only on a
 * between-run spread that the user answers for: it says that the arms differ by more than that.
 */
import { isCpuResolved, meanCpuNs, processMedianNs, summariseArm } from "../arm-result.ts";
import { countedObservations, observationsOf } from "../counted-observations.ts";
import { type Arm, armId, buildName } from "../model.ts";
import type { Run, ValidObservation } from "../records.ts";
import type { Estimate, MeasuredArm, Verdict } from "../results.ts";
import { familyWiseError } from "../statistics/holm.ts";
import { hodgesLehmannShift, rankSumInterval, rankSumPValue } from "../statistics/rank-sum.ts";
import { lacksTooMany } from "../verdicts.ts";
import {
  type Candidate,
  type Change,
  type Changes,
  geometricMean,
  geometricMeansOf,
  type Judged,
  judgeChanges,
  type NotCompared,
} from "./change.ts";
import { canBeJudged, leastForInterval, processesNeeded } from "./least-processes.ts";

export interface SeparateOptions {
  /** The spread between runs, as a share, below which a change may be nothing but another run; null: none is known. */
  readonly acceptedSpread: number | null;
  /** The share of slowing down that does not matter. */
  readonly threshold: number;
}

const confidence = 0.95;

interface Side {
  readonly summary: MeasuredArm;
  readonly logs: readonly number[];
  readonly valid: readonly ValidObservation[];
}

interface Match {
  readonly arm: Arm;
  readonly base: Side;
  readonly head: Side;
}

/**
 * `null` between-run spread gives no verdicts. Exploratory runs give neither intervals nor verdicts. The family is every
 * arm that both runs planned: one that failed makes it no easier for the others.
 */
export function separateChanges(base: Run, head: Run, options: SeparateOptions): Changes {
  const { matches, notCompared, familySize } = matchSides(sidesOf(base), sidesOf(head));
  const isExploratory = base.plan.exploratory || head.plan.exploratory;
  const judged = judgeChanges(
    matches.map((one) => candidateOf(one, familySize, isExploratory, options)),
    familySize,
  );
  const isTooShort = !isExploratory && matches.every((one) => !isJudgeable(one, familySize));
  const changes = matches.map((one, index) => ({ ...changeOf(one, isExploratory), ...judged[index]! }));
  return {
    kind: "separate",
    changes,
    notCompared,
    singleBuilds: [],
    familySize,
    leastCount: isTooShort && matches.length > 0 ? processesNeeded(familySize) : null,
    geometricMeans: geometricMeansOf(
      changes,
      ({ arm }) => buildName(arm),
      (group) => ({ value: geometricMean(group.map(({ ratio }) => ratio.value)) }),
    ),
  };
}

/** By the arm's id. What one side alone has, or could not measure, is named. */
function matchSides(bases: ReadonlyMap<string, Found>, heads: ReadonlyMap<string, Found>) {
  const matches: Match[] = [];
  const notCompared: NotCompared[] = [];
  let familySize = 0;
  for (const [id, head] of heads) {
    const base = bases.get(id);
    if (base) familySize++;
    const reason = base ? reasonAgainst(base, head) : "only in HEAD";
    if (reason !== null) notCompared.push({ armId: id, reason });
    else matches.push({ arm: head.arm, base: base!.side!, head: head.side! });
  }
  for (const id of bases.keys()) {
    if (!heads.has(id)) notCompared.push({ armId: id, reason: "only in BASE" });
  }
  return { matches, notCompared, familySize };
}

function reasonAgainst(base: Found, head: Found): string | null {
  if (!base.side) return `in BASE: ${base.reason}`;
  if (!head.side) return `in HEAD: ${head.reason}`;
  return hasEqualWork(base.side, head.side) ? null : "unequal numbers of full handshakes a connection";
}

interface Found {
  readonly arm: Arm;
  readonly side: Side | null;
  readonly reason: string | null;
}

function sidesOf(run: Run): Map<string, Found> {
  const byArm = countedObservations(run);
  const sides = new Map<string, Found>();
  for (const { arms, excluded } of run.plan.cases) {
    for (const arm of arms) {
      const observations = observationsOf(arm, byArm);
      const summary = summariseArm(arm, observations, run.plan.rounds);
      const valid = observations.filter((one): one is ValidObservation => one.status === "valid");
      const logs = valid.map(({ measurement }) => Math.log(processMedianNs(measurement)));
      const reason =
        excluded ??
        (summary.state !== "measured" ? summary.reason : logs.every(Number.isFinite) ? null : untimed);
      const side = reason === null ? { summary: summary as MeasuredArm, logs, valid } : null;
      sides.set(armId(arm), { arm, side, reason });
    }
  }
  return sides;
}

const untimed = "an operation takes less than a step of the clock";

/** Full handshakes a connection; both runs may have made different numbers of them. */
function hasEqualWork(base: Side, head: Side): boolean {
  const share = ({ summary: { fullHandshakes, connections } }: Side) =>
    fullHandshakes === null || !connections ? null : fullHandshakes / connections;
  return share(base) === share(head);
}

function candidateOf(
  { base, head }: Match,
  familySize: number,
  isExploratory: boolean,
  { acceptedSpread, threshold }: SeparateOptions,
): Candidate {
  const shift = hodgesLehmannShift(head.logs, base.logs);
  const spread = Math.log1p(acceptedSpread ?? 0);
  const wide = rankSumInterval(head.logs, base.logs, 1 - familyWiseError / familySize);
  const reach = wide ? Math.max(wide.high - shift, shift - wide.low) : Number.POSITIVE_INFINITY;
  return {
    pValue: Math.abs(shift) > spread ? pOfShift(head, base, Math.sign(shift) * spread) : 1,
    thresholdPValue:
      shift > spread + Math.log1p(threshold) ? pOfShift(head, base, spread + Math.log1p(threshold)) : 1,
    obstacle: obstacleOf({ base, head }, familySize, isExploratory, acceptedSpread),
    smallestDetectable: Math.exp(reach + spread),
  };
}

function obstacleOf(
  { base, head }: Pick<Match, "base" | "head">,
  familySize: number,
  isExploratory: boolean,
  acceptedSpread: number | null,
): Verdict | null {
  if (isExploratory) return { kind: "exploratory" };
  if (acceptedSpread === null) return { kind: "withheld", reason: "separate runs" };
  // As within a run: who stops a run when it looks good, or loses the slow processes, gets no verdict.
  if ([base, head].some(({ summary }) => lacksTooMany(summary.validRounds, summary.plannedRounds))) {
    return { kind: "missing-pairs" };
  }
  return isJudgeable({ base, head }, familySize)
    ? null
    : { kind: "need-rounds", rounds: processesNeeded(familySize) };
}

function isJudgeable({ base, head }: Pick<Match, "base" | "head">, familySize: number): boolean {
  return canBeJudged(base.logs.length, head.logs.length, familySize);
}

function pOfShift(head: Side, base: Side, shift: number): number {
  return rankSumPValue(
    head.logs.map((one) => one - shift),
    base.logs,
  );
}

function changeOf({ arm, base, head }: Match, isExploratory: boolean): Omit<Change, keyof Judged> {
  const isResolved = [...base.valid, ...head.valid].every(({ measurement }) => isCpuResolved(measurement));
  const [smaller] = [base.summary, head.summary].sort((a, b) => a.validRounds - b.validRounds);
  const cpuLogs = ({ valid }: Side) => valid.map(({ measurement }) => Math.log(meanCpuNs(measurement)));
  return {
    arm,
    baseNs: base.summary.latencyNs,
    headNs: head.summary.latencyNs,
    count: smaller!.validRounds,
    plannedCount: smaller!.plannedRounds,
    ratio: estimateShift(head.logs, base.logs, isExploratory),
    cpuRatio: isResolved ? estimateShift(cpuLogs(head), cpuLogs(base), isExploratory) : null,
    baseCpu: base.summary.meanCpu,
    headCpu: head.summary.meanCpu,
  };
}

/** head ÷ base from logarithms, with its interval where there can be one. */
export function estimateShift(
  head: readonly number[],
  base: readonly number[],
  isExploratory: boolean,
): Estimate | { readonly value: number } {
  const value = Math.exp(hodgesLehmannShift(head, base));
  const enough = Math.min(head.length, base.length) >= leastForInterval && !isExploratory;
  const interval = enough ? rankSumInterval(head, base, confidence) : null;
  if (!interval) return { value };
  const { low, high, confidence: exact } = interval;
  return { value, low: Math.exp(low), high: Math.exp(high), confidence: exact };
}
