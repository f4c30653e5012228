/** One arm ÷ another, paired by the round in which both were measured. */
import { isCpuResolved, meanCpuNs, processMedianNs } from "./arm-result.ts";
import { trendOf } from "./operation-trend.ts";
import type { Observation, ValidObservation } from "./records.ts";
import type { Estimate, JudgedPair } from "./results.ts";
import {
  hodgesLehmann,
  type SignedRankInterval,
  signedRankInterval,
  signedRankPValue,
} from "./statistics/signed-rank.ts";

/** Below this number of pairs there is no 95 % interval. */
export const leastPairsForInterval = 6;
const confidence = 0.95;

/** A pair before Holm's procedure has looked at its family. */
export interface Comparison extends Omit<JudgedPair, "verdict" | "adjustedPValue" | "cpuAdjustedPValue"> {
  /** Of the differences of mean CPU costs; null without an interval or below the clock's resolution. */
  readonly cpuPValue: number | null;
  /** Why no ratio may be printed, or null. */
  readonly withheld: string | null;
}

export interface ComparisonInput {
  /** Of the numerator: the last attempts, in the order of the rounds. */
  readonly first: readonly Observation[];
  /** Of the denominator. */
  readonly second: readonly Observation[];
  readonly plannedPairs: number;
  readonly exploratory: boolean;
}

interface Pair {
  readonly first: ValidObservation;
  readonly second: ValidObservation;
}

export function comparePair(input: ComparisonInput): Comparison {
  const { plannedPairs, exploratory } = input;
  const pairs = validPairs(input.first, input.second);
  const base = { validPairs: pairs.length, plannedPairs };
  const withheld = reasonToWithhold(pairs);
  if (withheld !== null) {
    const nothing = {
      ratio: null,
      interval: null,
      pValue: null,
      cpuSavedNs: null,
      cpuRatio: null,
      cpuPValue: null,
    };
    return { ...base, ...nothing, trend: null, logRatios: [], withheld };
  }
  const logRatios = pairs.map(({ first, second }) =>
    Math.log(processMedianNs(first.measurement) / processMedianNs(second.measurement)),
  );
  const withInterval = !exploratory && pairs.length >= leastPairsForInterval;
  return {
    ...base,
    logRatios,
    withheld,
    ratio: Math.exp(hodgesLehmann(logRatios)),
    interval: withInterval ? estimate(logRatios, Math.exp) : null,
    pValue: withInterval ? signedRankPValue(logRatios) : null,
    trend: withInterval ? trendOf(pairs) : null,
    ...cpuComparison(pairs, withInterval),
  };
}

/** Rounds in which both arms are valid. */
export function validPairs(first: readonly Observation[], second: readonly Observation[]): Pair[] {
  const seconds = new Map(second.map((one) => [one.round, one]));
  return first.flatMap((one) => {
    const partner = seconds.get(one.round);
    return one.status === "valid" && partner?.status === "valid" ? [{ first: one, second: partner }] : [];
  });
}

function reasonToWithhold(pairs: readonly Pair[]): string | null {
  if (pairs.length === 0) return "no round in which both were measured";
  const handshakes = (of: keyof Pair) =>
    pairs.reduce((sum, pair) => sum + (pair[of].server?.fullHandshakes ?? 0), 0);
  const [first, second] = [handshakes("first"), handshakes("second")];
  if (first !== second) return `unequal work: ${first} full handshakes against ${second}`;
  const isTimed = (one: ValidObservation) => processMedianNs(one.measurement) > 0;
  if (!pairs.every((pair) => isTimed(pair.first) && isTimed(pair.second))) {
    return "an operation takes less than a step of the clock";
  }
  return null;
}

function cpuComparison(pairs: readonly Pair[], withInterval: boolean) {
  const costs = pairs.map(({ first, second }) => ({
    first: meanCpuNs(first.measurement),
    second: meanCpuNs(second.measurement),
  }));
  const saved = costs.map(({ first, second }) => first - second);
  const cpuSavedNs = estimateOrValue(saved, withInterval);
  const isResolved = pairs.every(
    ({ first, second }) => isCpuResolved(first.measurement) && isCpuResolved(second.measurement),
  );
  if (!isResolved) return { cpuSavedNs: null, cpuRatio: null, cpuPValue: null };
  const logRatios = costs.map(({ first, second }) => Math.log(first / second));
  const cpuRatio = estimateOrValue(logRatios, withInterval, Math.exp);
  return { cpuSavedNs, cpuRatio, cpuPValue: withInterval ? signedRankPValue(saved) : null };
}

/** Hodges–Lehmann estimate with its exact 95 % interval; `back` takes both from the scale of the differences. */
export function estimate(differences: readonly number[], back: (value: number) => number): Estimate {
  const interval: SignedRankInterval | null = signedRankInterval(differences, confidence);
  if (!interval) {
    throw new Error(
      `estimate from ${differences.length} pairs: expected at least ${leastPairsForInterval} for a 95 % interval`,
    );
  }
  return {
    value: back(hodgesLehmann(differences)),
    low: back(interval.low),
    high: back(interval.high),
    confidence: interval.confidence,
  };
}

/** The same without its interval where there is to be none. */
export function estimateOrValue(
  differences: readonly number[],
  withInterval: boolean,
  back: (value: number) => number = (value) => value,
): Estimate | { readonly value: number } {
  return withInterval ? estimate(differences, back) : { value: back(hodgesLehmann(differences)) };
}
