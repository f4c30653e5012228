/** fresh ÷ another context, paired by the round in which both were measured. */
import { isCpuResolved, meanCpuNs, processMedianNs } from "./arm-result.ts";
import type { Context } from "./model.ts";
import { trendOf } from "./operation-trend.ts";
import type { Observation, ValidObservation } from "./records.ts";
import type { Estimate, PairResult } from "./results.ts";
import {
  hodgesLehmann,
  type SignedRankInterval,
  signedRankInterval,
  signedRankPValue,
} from "./signed-rank.ts";

/** Below this number of pairs there is no 95 % interval. */
export const leastPairsForInterval = 6;
const confidence = 0.95;

/** A pair before Holm's procedure has looked at its family. */
export interface Comparison extends Omit<PairResult, "verdict" | "adjustedPValue" | "cpuAdjustedPValue"> {
  /** log(fresh ÷ other) of each valid pair, in the order of the rounds. */
  readonly logRatios: readonly number[];
  /** Of the differences of mean CPU costs; null without an interval or below the clock's resolution. */
  readonly cpuPValue: number | null;
  /** Why no ratio may be printed, or null. */
  readonly withheld: string | null;
}

export interface ComparisonInput {
  readonly denominator: Context;
  /** The last attempts, in the order of the rounds. */
  readonly fresh: readonly Observation[];
  readonly other: readonly Observation[];
  readonly plannedPairs: number;
  readonly exploratory: boolean;
}

interface Pair {
  readonly fresh: ValidObservation;
  readonly other: ValidObservation;
}

export function comparePair(input: ComparisonInput): Comparison {
  const { denominator, plannedPairs, exploratory } = input;
  const pairs = validPairs(input.fresh, input.other);
  const base = { numerator: "fresh", denominator, validPairs: pairs.length, plannedPairs } as const;
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
  const logRatios = pairs.map(({ fresh, other }) =>
    Math.log(processMedianNs(fresh.measurement) / processMedianNs(other.measurement)),
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
function validPairs(fresh: readonly Observation[], other: readonly Observation[]): Pair[] {
  const others = new Map(other.map((one) => [one.round, one]));
  return fresh.flatMap((one) => {
    const partner = others.get(one.round);
    return one.status === "valid" && partner?.status === "valid" ? [{ fresh: one, other: partner }] : [];
  });
}

function reasonToWithhold(pairs: readonly Pair[]): string | null {
  if (pairs.length === 0) return "no round in which both were measured";
  const handshakes = (of: keyof Pair) =>
    pairs.reduce((sum, pair) => sum + (pair[of].server?.fullHandshakes ?? 0), 0);
  const [fresh, other] = [handshakes("fresh"), handshakes("other")];
  if (fresh !== other) return `unequal work: ${fresh} full handshakes against ${other}`;
  const isTimed = (one: ValidObservation) => processMedianNs(one.measurement) > 0;
  if (!pairs.every((pair) => isTimed(pair.fresh) && isTimed(pair.other))) {
    return "an operation takes less than a step of the clock";
  }
  return null;
}

function cpuComparison(pairs: readonly Pair[], withInterval: boolean) {
  const costs = pairs.map(({ fresh, other }) => ({
    fresh: meanCpuNs(fresh.measurement),
    other: meanCpuNs(other.measurement),
  }));
  const saved = costs.map(({ fresh, other }) => fresh - other);
  const cpuSavedNs = withInterval ? estimate(saved, (value) => value) : { value: hodgesLehmann(saved) };
  const isResolved = pairs.every(
    ({ fresh, other }) => isCpuResolved(fresh.measurement) && isCpuResolved(other.measurement),
  );
  if (!isResolved) return { cpuSavedNs: null, cpuRatio: null, cpuPValue: null };
  const logRatios = costs.map(({ fresh, other }) => Math.log(fresh / other));
  const cpuRatio = withInterval
    ? estimate(logRatios, Math.exp)
    : { value: Math.exp(hodgesLehmann(logRatios)) };
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
