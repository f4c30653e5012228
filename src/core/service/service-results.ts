/** What the phases of a study amount to: for each case, the share of a core before and after, and what else moved. */
import { estimateOrValue, leastPairsForInterval } from "../pair.ts";
import type { Estimate } from "../results.ts";
import { familyWiseError, holmAdjusted, roundsNeeded } from "../statistics/holm.ts";
import { median, quantile } from "../statistics/quantile.ts";
import type { RoundsEstimate } from "../statistics/rounds-estimate.ts";
import { medianOf } from "../statistics/sample-interval.ts";
import { signedRankPValue } from "../statistics/signed-rank.ts";
import { lacksTooMany } from "../verdicts.ts";
import { type LadderResult, ladderResult } from "./ladder-result.ts";
import { type LatencyFigures, latencyFigures } from "./latency-figures.ts";
import { type PhaseFigures, phaseFigures, sliceShares } from "./phase-figures.ts";
import { phaseTrend } from "./phase-trend.ts";
import type { PhaseValue, ServiceArm, ServiceCase, ServiceFile, ServicePlan } from "./service-records.ts";
import { highestRate, ladderId, phaseId } from "./service-steps.ts";

export interface ServiceArmResult {
  readonly arm: ServiceArm;
  readonly validPhases: number;
  readonly plannedPhases: number;
  /** Medians over the phases where nothing else is said; null where there is no valid one. */
  readonly figures: {
    readonly cpuShare: number;
    /** Of the phases that can be compared, after the control of the same round is taken away; null where there are none. */
    readonly netCpuShare: number | null;
    /** Over all phases; null where no arrival got a response. */
    readonly latency: LatencyFigures | null;
    /** Over the probes of all phases. */
    readonly loopDelayP99Ns: number;
    /** The highest of all phases. */
    readonly serverShare: number;
  } | null;
  readonly arrivals: number;
  readonly errors: number;
  /** Phases in which a queue grew or shrank: see PhaseFigures. */
  readonly behind: number;
  /** Of the first phase that failed, or in which an arrival did; null where none did. */
  readonly failure: string | null;
  /** For each slice of the phase, over the phases. */
  readonly slices: readonly SliceSpread[];
  /** CPU of a phase's second half ÷ of its first. */
  readonly trend: RoundsEstimate | null;
}

export interface SliceSpread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * - `differs`: Holm's procedure over all cases rejects "the CPU share is the same"
 * - `indistinct`: it does not
 * - `none`: no verdict, for the reason given
 */
export type ServiceVerdict =
  | { readonly kind: "differs" | "indistinct" }
  | { readonly kind: "none"; readonly reason: string };

export interface ServiceResult {
  readonly case: ServiceCase;
  readonly arms: readonly ServiceArmResult[];
  /** Rounds in which `fresh`, the other arm and the control are valid, without an error, and kept up with the rate. */
  readonly pairs: number;
  /** Of a core, fresh − the other: Hodges–Lehmann over the rounds; with an interval from six pairs on. */
  readonly saved: Estimate | { readonly value: number } | null;
  /** fresh ÷ the other, after the control is taken from both. */
  readonly ratio: Estimate | { readonly value: number } | null;
  readonly verdict: ServiceVerdict;
  readonly ladders: readonly LadderResult[];
  /** How late a process without clients was while the ladders ran: median over its phases; null where there is none. */
  readonly ladderControlDelayP99Ns: number | null;
}

type Phases = ReadonlyMap<number, PhaseFigures>;

export function serviceResults(file: ServiceFile): ServiceResult[] {
  const { plan } = file;
  const compared = plan.cases.map((of) => compare(file, of));
  const obstacles = compared.map(({ pairs }) => obstacle(plan, pairs));
  const pValues = compared.map(({ differences }, index) =>
    obstacles[index] === null ? signedRankPValue(differences) : 1,
  );
  const adjusted = holmAdjusted(pValues, plan.cases.length);
  return compared.map(({ differences: _, ...rest }, index) => ({
    ...rest,
    verdict: obstacles[index] ?? { kind: adjusted[index]! <= familyWiseError ? "differs" : "indistinct" },
    ladders: rest.case.ladders.map((ladder) => ladderResult(file, rest.case, ladder, generatorShare(rest))),
    ladderControlDelayP99Ns: ladderControlDelay(file, rest.case),
  }));
}

function ladderControlDelay(file: ServiceFile, of: ServiceCase): number | null {
  if (of.ladders.length === 0) return null;
  const values = valuesOf(file, ladderId(of, "control", highestRate(of.ladders)));
  return medianOf(values.map(({ value }) => phaseFigures(value).loopDelayP99Ns));
}

/** Of a core for each arrival a second: what the control takes, which is the whole of what makes the arrivals. */
function generatorShare(result: Pick<ServiceResult, "arms" | "case">): number {
  const control = result.arms.find(({ arm }) => arm === "control");
  return (control?.figures?.cpuShare ?? 0) / result.case.ratePerSecond;
}

function obstacle({ rounds, cases, exploratory }: ServicePlan, pairs: number): ServiceVerdict | null {
  const none = (reason: string) => ({ kind: "none", reason }) as const;
  if (exploratory) return none("exploratory");
  if (lacksTooMany(pairs, rounds)) return none(`only ${pairs} of ${rounds} rounds are whole`);
  const needed = roundsNeeded(cases.length);
  return pairs < needed ? none(`no verdict below ${needed} rounds`) : null;
}

function compare(file: ServiceFile, of: ServiceCase) {
  const phases = new Map(of.arms.map((arm) => [arm, phasesOf(file, of, arm)]));
  const control = phases.get("control") ?? new Map<number, PhaseFigures>();
  const other = of.arms.find((arm) => arm !== "fresh" && arm !== "control");
  const arms = of.arms.map((arm) => armResult(file, of, arm, control));
  const nets = netPairs(phases.get("fresh"), other && phases.get(other), control);
  const differences = nets.map(({ fresh, other: second }) => fresh - second);
  const withInterval = !file.plan.exploratory && nets.length >= leastPairsForInterval;
  const estimated = (values: readonly number[], back: (value: number) => number) => {
    if (values.length === 0) return null;
    return estimateOrValue(values, withInterval, back);
  };
  // A share that is lost in the control's has no logarithm, and its ratio would mean nothing.
  const logRatios = nets.every(({ fresh, other: second }) => fresh > 0 && second > 0)
    ? nets.map(({ fresh, other: second }) => Math.log(fresh / second))
    : [];
  return {
    case: of,
    arms,
    pairs: nets.length,
    differences,
    saved: estimated(differences, (value) => value),
    ratio: estimated(logRatios, Math.exp),
  };
}

/** By round; those that failed are not in it. */
function phasesOf(file: ServiceFile, of: ServiceCase, arm: ServiceArm): Phases {
  const figures = new Map<number, PhaseFigures>();
  for (const { round, value } of valuesOf(file, phaseId(of, arm))) figures.set(round, phaseFigures(value));
  return figures;
}

function valuesOf({ readings }: ServiceFile, id: string): { round: number; value: PhaseValue }[] {
  return readings.flatMap((one) =>
    one.id === id && one.status === "valid" ? [{ round: one.round, value: one.value }] : [],
  );
}

/** A phase in which an arrival got no response, or had to queue, did other work: its round is not compared. */
function netPairs(fresh: Phases | undefined, other: Phases | undefined, control: Phases) {
  return [...(fresh ?? [])].flatMap(([round, first]) => {
    const second = other?.get(round);
    const idle = control.get(round);
    if (!second || !idle || first.errors + second.errors > 0) return [];
    if (!first.keptUp || !second.keptUp) return [];
    return [{ fresh: first.cpuShare - idle.cpuShare, other: second.cpuShare - idle.cpuShare }];
  });
}

function armResult(file: ServiceFile, of: ServiceCase, arm: ServiceArm, control: Phases): ServiceArmResult {
  const id = phaseId(of, arm);
  const values = valuesOf(file, id);
  const figures = values.map(({ round, value }) => ({ round, ...phaseFigures(value) }));
  const phases = values.map(({ value }) => value);
  const failed = file.readings.find((one) => one.id === id && one.status === "failed");
  const firstError = values.find(({ value }) => value.firstError !== null)?.value.firstError ?? null;
  return {
    arm,
    validPhases: figures.length,
    plannedPhases: file.plan.rounds,
    figures:
      figures.length === 0 ? null : { ...medians(figures, control), ...overAll(file.plan, phases, figures) },
    arrivals: figures.reduce((sum, one) => sum + one.arrivals, 0),
    errors: figures.reduce((sum, one) => sum + one.errors, 0),
    behind: figures.filter(({ keptUp }) => !keptUp).length,
    failure: failed?.status === "failed" ? failed.reason : firstError,
    slices: slicesOf(file.plan, phases),
    trend: phaseTrend(file.plan, phases),
  };
}

function medians(figures: readonly (PhaseFigures & { round: number })[], control: Phases) {
  const nets = figures.map(({ round, cpuShare, errors, keptUp }) => {
    const idle = control.get(round);
    return idle && errors === 0 && keptUp ? cpuShare - idle.cpuShare : null;
  });
  return {
    cpuShare: median(figures.map(({ cpuShare }) => cpuShare)),
    netCpuShare: medianOf(nets),
    serverShare: Math.max(...figures.map(({ serverShare }) => serverShare)),
  };
}

function overAll({ ladder }: ServicePlan, phases: readonly PhaseValue[], figures: readonly PhaseFigures[]) {
  const probesUs = phases.flatMap(({ probeLateUs }) => probeLateUs);
  return {
    latency: latencyFigures(phases, figures, ladder.p99BoundNs),
    loopDelayP99Ns: quantile(probesUs, 0.99) * 1e3,
  };
}

function slicesOf({ warmupNs, phaseNs, sliceNs }: ServicePlan, values: readonly PhaseValue[]): SliceSpread[] {
  const slices = { startNs: warmupNs, sliceNs, count: Math.floor(phaseNs / sliceNs) };
  const columns = values.map(({ marks }) => sliceShares(marks, slices));
  if (columns.length === 0) return [];
  return Array.from({ length: slices.count }, (_, index) => {
    const shares = columns.map((column) => column[index]!);
    return { low: Math.min(...shares), median: median(shares), high: Math.max(...shares) };
  });
}
