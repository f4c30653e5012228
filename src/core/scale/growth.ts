/** How the cost of one case under one context grows with the number of CAs: a line for every round. */
import { isCpuResolved, meanCpuNs, processMedianNs } from "../arm-result.ts";
import type { Context } from "../model.ts";
import type { Measurement } from "../records.ts";
import {
  estimateOfPositive,
  estimateOverRounds,
  type RoundsEstimate,
} from "../statistics/rounds-estimate.ts";
import { fitLine, type LineFit } from "./line-fit.ts";
import type { ScaleArm, ScaleReading } from "./scale-records.ts";

export interface GrowthPoint {
  readonly caCount: number;
  readonly ns: RoundsEstimate;
  /** Each process's median, in the order of the rounds. */
  readonly processMediansNs: readonly number[];
}

export interface RoundLine {
  readonly round: number;
  /** Of the processes' median wall times. */
  readonly wall: LineFit;
  /** Of their mean CPU times; null where a process's CPU clock is too coarse for one of the points. */
  readonly cpu: LineFit | null;
  /** How much more the line costs at the largest number of CAs than at the smallest, as a share of the smallest. */
  readonly relativeGrowth: number;
}

export interface Growth {
  readonly context: Context;
  readonly points: readonly GrowthPoint[];
  /** Of the rounds that have every point: one that lacks some would have another line for that alone. */
  readonly lines: readonly RoundLine[];
  readonly plannedRounds: number;
  readonly interceptNs: RoundsEstimate;
  readonly perCaNs: RoundsEstimate;
  readonly cpuPerCaNs: RoundsEstimate | null;
  readonly relativeGrowth: RoundsEstimate;
  /** See LineFit. */
  readonly squaredShare: RoundsEstimate | null;
  /** Of the line through the points, as a share of the line; see LineFit. */
  readonly largestResidual: number;
}

/** One arm with the readings of it that are valid, by round. */
export interface ArmReadings {
  readonly arm: ScaleArm;
  readonly byRound: ReadonlyMap<number, Measurement>;
}

export function armReadings(arm: ScaleArm, readings: readonly ScaleReading[]): ArmReadings {
  const valid = readings.flatMap((one): [number, Measurement][] =>
    one.status === "valid" && isTimed(one.value.measurement) ? [[one.round, one.value.measurement]] : [],
  );
  return { arm, byRound: new Map(valid) };
}

/** Below a nanosecond the clock has not moved, and a share of the cost would be a share of nothing. */
function isTimed(measurement: Measurement): boolean {
  return processMedianNs(measurement) >= 1;
}

/** Null where no round has every point, or there are fewer than two. */
export function growthOf(arms: readonly ArmReadings[], plannedRounds: number): Growth | null {
  const sorted = arms.toSorted((a, b) => a.arm.caCount - b.arm.caCount);
  if (new Set(sorted.map(({ arm }) => arm.caCount)).size < 2) return null;
  const rounds = [...sorted[0]!.byRound.keys()].filter((round) =>
    sorted.every(({ byRound }) => byRound.has(round)),
  );
  if (rounds.length === 0) return null;
  const lines = rounds.map((round) => roundLine(sorted, round));
  const points = sorted.map(({ arm, byRound }) => {
    const processMediansNs = rounds.map((round) => processMedianNs(byRound.get(round)!));
    return { caCount: arm.caCount, ns: estimateOfPositive(processMediansNs), processMediansNs };
  });
  const over = (of: (line: RoundLine) => number) => estimateOverRounds(lines.map(of));
  return {
    context: sorted[0]!.arm.context,
    points,
    lines,
    plannedRounds,
    interceptNs: over(({ wall }) => wall.intercept),
    perCaNs: over(({ wall }) => wall.slope),
    cpuPerCaNs: lines.every(({ cpu }) => cpu !== null) ? over(({ cpu }) => cpu!.slope) : null,
    relativeGrowth: over(({ relativeGrowth }) => relativeGrowth),
    squaredShare: lines[0]!.wall.squaredShare === null ? null : over(({ wall }) => wall.squaredShare!),
    largestResidual: fitLine(points.map(({ caCount, ns }) => ({ x: caCount, y: ns.value }))).largestResidual,
  };
}

function roundLine(arms: readonly ArmReadings[], round: number): RoundLine {
  const measured = arms.map(({ arm, byRound }) => ({ x: arm.caCount, measurement: byRound.get(round)! }));
  const wall = fitLine(measured.map(({ x, measurement }) => ({ x, y: processMedianNs(measurement) })));
  const isResolved = measured.every(
    ({ measurement }) => isCpuResolved(measurement) && meanCpuNs(measurement) >= 1,
  );
  const cpu = isResolved
    ? fitLine(measured.map(({ x, measurement }) => ({ x, y: meanCpuNs(measurement) })))
    : null;
  const [least, most] = [measured[0]!.x, measured.at(-1)!.x];
  const relativeGrowth = (wall.slope * (most - least)) / (wall.intercept + wall.slope * least);
  return { round, wall, cpu, relativeGrowth };
}

/** Cost of the estimated line, ns. */
export function costAt({ interceptNs, perCaNs }: Growth, caCount: number): number {
  return interceptNs.value + perCaNs.value * caCount;
}
