/**
 * What the noise of a run is like, and the model's parameters that follow. Computed from the raw operations, never
 * typed: the simulation of another machine's run is of that machine's noise. The same figures are taken of simulated
 * times, and stand beside those of the run: where they differ, the model does not look like what it imitates.
 */
import { armId, type Context, comparedContexts, type Scenario } from "../model.ts";
import { farOutIndexes } from "../outliers.ts";
import type { Run } from "../records.ts";
import { median, quantile } from "../statistics/quantile.ts";
import { meanAndVariance } from "../statistics/student-t.ts";
import type { ArmNoise, Noise, Outlying, ProcessTimes, Spread } from "./noise-model.ts";

/** Two arms in the same rounds. */
export interface PairTimes {
  readonly fresh: readonly ProcessTimes[];
  readonly other: readonly ProcessTimes[];
}

/**
 * All spreads are of logarithms: 0.05 is about 5 %. Medians over the pairs, unless told otherwise; spreads over the
 * rounds are of those without outlying processes.
 */
export interface NoiseFigures {
  readonly pairs: number;
  readonly rounds: number;
  readonly operations: number;
  /** Standard deviation over the rounds of log(fresh ÷ other): what the interval is made of. */
  readonly ratioSpread: number;
  /** The same in the pair that a tenth of the pairs exceed. */
  readonly noisyRatioSpread: number;
  /** Of log(fresh ÷ other): how far it reaches above its median over how far below; 1 where it is symmetric. */
  readonly ratioSkew: number;
  /** Correlation of the two arms' process medians: what they share by being neighbours in a round. */
  readonly roundCorrelation: number;
  /** How far a straight line through an arm's process medians rises or falls over the run, without its sign. */
  readonly slope: number;
  readonly fresh: ArmFigures;
  readonly other: ArmFigures;
}

export interface ArmFigures {
  /** Standard deviation over the rounds of the logarithm of the process median. */
  readonly processSpread: number;
  readonly processSkew: number;
  /** As the outliers of the tables; over all processes. */
  readonly outlyingProcesses: Outlying;
  /** Half of what lies between the 16 % and the 84 % quantile within a process. */
  readonly operationSpread: number;
  /** The half above the median over the half below it. */
  readonly operationSkew: number;
  /** Of neighbours, on the normal scale. */
  readonly operationCorrelation: number;
  /** More than five spreads above the median; over all processes. */
  readonly outlyingOperations: Outlying;
}

/** One standard deviation of a normal curve on either side of its middle. */
const [lowerShare, upperShare] = [0.158655, 0.841345];
const outlyingSpreads = 5;
/** Fewer rounds have no spread to speak of; the same number has the first interval. */
const leastRounds = 6;

/** Pairs of a scenario with the rounds in which both arms are valid; where there were repetitions, the last. */
export function pairTimes({ plan, observations }: Run, scenario: Scenario): PairTimes[] {
  const byArm = new Map<string, Map<number, ProcessTimes>>();
  for (const one of observations) {
    if (one.status !== "valid" || !one.measurement.operationNs.every((time) => time > 0)) continue;
    const rounds = byArm.get(one.armId) ?? new Map<number, ProcessTimes>();
    byArm.set(one.armId, rounds.set(one.round, one.measurement.operationNs));
  }
  const cases = plan.cases.filter(({ of, excluded }) => of.scenario === scenario && excluded === null);
  return cases.flatMap(({ of, arms }) => {
    const roundsOf = (context: Context) => byArm.get(armId({ ...of, context })) ?? new Map<number, never>();
    const fresh = roundsOf("fresh");
    const compared = arms.filter(({ context }) => comparedContexts.includes(context));
    return compared.flatMap(({ context }) => {
      const other = roundsOf(context);
      const both = [...fresh.keys()].filter((round) => other.has(round)).sort((a, b) => a - b);
      if (both.length < leastRounds) return [];
      return [
        { fresh: both.map((round) => fresh.get(round)!), other: both.map((round) => other.get(round)!) },
      ];
    });
  });
}

/** Null where there is no pair of enough rounds. */
export function noiseFigures(pairs: readonly PairTimes[]): NoiseFigures | null {
  if (pairs.length === 0) return null;
  const logs = pairs.map(withoutOutlying);
  const ratios = logs.map(({ fresh, other }) => fresh.map((one, round) => one - other[round]!));
  const spreads = ratios.map(standardDeviation);
  return {
    pairs: pairs.length,
    rounds: Math.round(median(pairs.map(({ fresh }) => fresh.length))),
    operations: Math.round(median(pairs.map(({ fresh }) => fresh[0]!.length))),
    ratioSpread: median(spreads),
    noisyRatioSpread: quantile(spreads, 0.9),
    ratioSkew: median(ratios.map(skewOf)),
    roundCorrelation: median(logs.map(({ fresh, other }) => correlation(fresh, other))),
    slope: median(logs.flatMap(({ fresh, other }) => [fresh, other]).map((arm) => Math.abs(slopeOf(arm)))),
    fresh: armFigures(
      pairs.map(({ fresh }) => fresh),
      logs.map(({ fresh }) => fresh),
    ),
    other: armFigures(
      pairs.map(({ other }) => other),
      logs.map(({ other }) => other),
    ),
  };
}

/**
 * Logarithms of the process medians, without the rounds in which either process is far from the others of its arm: those
 * are a part of the model of their own, and would be counted twice.
 */
function withoutOutlying({ fresh, other }: PairTimes) {
  const medians = { fresh: fresh.map(median), other: other.map(median) };
  const far = new Set([...farOutIndexes(medians.fresh), ...farOutIndexes(medians.other)]);
  const kept = (ofArm: readonly number[]) => ofArm.filter((_, round) => !far.has(round)).map(Math.log);
  return { fresh: kept(medians.fresh), other: kept(medians.other) };
}

function armFigures(arms: readonly (readonly ProcessTimes[])[], logs: readonly number[][]): ArmFigures {
  const operations = arms.flat().map(operationFigures);
  return {
    processSpread: median(logs.map(standardDeviation)),
    processSkew: median(logs.map(skewOf)),
    outlyingProcesses: outlyingProcesses(arms),
    operationSpread: median(operations.map(({ spread }) => spread)),
    operationSkew: median(operations.map(({ skew }) => skew)),
    operationCorrelation: median(operations.map(({ neighbours }) => neighbours)),
    outlyingOperations: shareAndFactor(
      operations.flatMap(({ outlying }) => outlying),
      arms.flat(2).length,
    ),
  };
}

function operationFigures(times: ProcessTimes) {
  const logs = times.map(Math.log);
  const middle = median(logs);
  const spread = (quantile(logs, upperShare) - quantile(logs, lowerShare)) / 2;
  const reach = outlyingSpreads * Math.max(spread, 1e-9);
  return {
    spread,
    skew: skewOf(logs),
    neighbours: neighbourCorrelation(logs, middle),
    outlying: logs.filter((one) => one - middle > reach).map((one) => one - middle),
  };
}

/**
 * From how often neighbours lie on the same side of the median; for normal numbers that is ½ + arcsin(correlation) / π
 * (W. F. Sheppard, 1899). Neither the skew nor what lies far out moves it.
 */
function neighbourCorrelation(logs: readonly number[], middle: number): number {
  const sides = logs.filter((one) => one !== middle).map((one) => one > middle);
  if (sides.length < 2) return 0;
  const same = sides.slice(1).filter((side, index) => side === sides[index]).length;
  // Where half of the values lie on each side, even independent neighbours differ a little more often than not.
  const unbiased = same / (sides.length - 1) - 0.5 + 0.5 / (sides.length - 1);
  return Math.sin(Math.PI * Math.min(0.5, unbiased));
}

function outlyingProcesses(arms: readonly (readonly ProcessTimes[])[]): Outlying {
  const medians = arms.map((arm) => arm.map(median));
  // In both directions: a factor below 1 counts as its inverse.
  const far = medians.flatMap((arm) =>
    farOutIndexes(arm).map((index) => Math.abs(Math.log(arm[index]! / median(arm)))),
  );
  return shareAndFactor(far, medians.flat().length);
}

function shareAndFactor(logFactors: readonly number[], total: number): Outlying {
  if (logFactors.length === 0) return { share: 0, factor: 1 };
  return { share: logFactors.length / total, factor: Math.exp(median(logFactors)) };
}

function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(meanAndVariance(values).variance);
}

/** The side above the median over the side below it, each to its quantile; 1 where there is nothing below. */
export function skewOf(values: readonly number[]): number {
  const middle = median(values);
  const [above, below] = [quantile(values, upperShare) - middle, middle - quantile(values, lowerShare)];
  return below > 0 && above > 0 ? above / below : 1;
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [meanAndVariance(one), meanAndVariance(other)];
  const products = one.reduce((sum, value, index) => sum + (value - a.mean) * (other[index]! - b.mean), 0);
  const scale = Math.sqrt(a.variance * b.variance) * (one.length - 1);
  return scale > 0 ? products / scale : 0;
}

/** Rise of the least-squares line from the first value to the last. */
function slopeOf(values: readonly number[]): number {
  const positions = values.map((_, index) => index);
  const deviation = standardDeviation(values) / standardDeviation(positions);
  return correlation(positions, values) * deviation * (values.length - 1);
}

/** The model whose times have these figures, as far as it can; it drifts only where it is told to. */
export function noiseLike(figures: NoiseFigures): Noise {
  const { fresh, other, operations } = figures;
  const meanSquare = (fresh.processSpread ** 2 + other.processSpread ** 2) / 2;
  // Two processes of a round differ by all but what they share.
  const roundVariance = Math.max(0, meanSquare - figures.ratioSpread ** 2 / 2);
  return {
    operations,
    roundSpread: Math.sqrt(roundVariance),
    drift: 0,
    freshDrift: 0,
    fresh: armNoiseLike(fresh, roundVariance, operations),
    other: armNoiseLike(other, roundVariance, operations),
  };
}

function armNoiseLike(arm: ArmFigures, roundVariance: number, operations: number): ArmNoise {
  const sampled = medianVariance(arm, operations);
  const own = Math.sqrt(Math.max(0, arm.processSpread ** 2 - roundVariance - sampled));
  return {
    process: twoSided(own, arm.processSkew),
    outlyingProcesses: arm.outlyingProcesses,
    operation: twoSided(arm.operationSpread, arm.operationSkew),
    operationCorrelation: arm.operationCorrelation,
    outlyingOperations: arm.outlyingOperations,
  };
}

/** Of the median of so many operations: that of independent ones, times what neighbours have in common. */
function medianVariance({ operationSpread, operationCorrelation }: ArmFigures, operations: number): number {
  let inCommon = 1;
  for (let lag = 1; lag < operations; lag++) {
    const weight = 1 - lag / operations;
    inCommon += (4 / Math.PI) * weight * Math.asin(operationCorrelation ** lag);
  }
  return ((Math.PI / 2) * operationSpread ** 2 * inCommon) / operations;
}

function twoSided(spread: number, skew: number): Spread {
  return { below: (2 * spread) / (1 + skew), above: (2 * spread * skew) / (1 + skew) };
}
