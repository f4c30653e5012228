/** RSS over clients or operations, for pictures: each process's change, and the median of them. */
import type { Arm } from "../model.ts";
import { median } from "../statistics/quantile.ts";
import { readingsByArm } from "./arm-readings.ts";
import type { MemoryFile, MemoryMode } from "./memory-records.ts";

export interface CurvePoint {
  readonly count: number;
  /** Change of RSS since there was no client, or since the warm-up. */
  readonly bytes: number;
}

export interface MemoryCurve {
  readonly mode: MemoryMode;
  readonly arm: Arm;
  readonly median: readonly CurvePoint[];
  readonly processes: readonly { readonly round: number; readonly points: readonly CurvePoint[] }[];
}

/** In the order of the plan; an arm without a valid process has none. */
export function memoryCurves(file: MemoryFile, mode: MemoryMode): MemoryCurve[] {
  return [...readingsByArm(file).values()]
    .filter(({ planned, processes }) => planned.work.mode === mode && processes.length > 0)
    .map(({ planned, processes }) => {
      const curves = processes.map(({ round, measurement: { readings } }) => {
        const points = readings.map(({ count, rssBytes }) => ({
          count,
          bytes: rssBytes - readings[0]!.rssBytes,
        }));
        return { round, points };
      });
      const middle = curves[0]!.points.map(({ count }, index) => ({
        count,
        bytes: median(curves.map(({ points }) => points[index]!.bytes)),
      }));
      return { mode, arm: planned.arm, median: middle, processes: curves };
    });
}
