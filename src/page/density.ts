/** How many operations fall on each pixel: a million points become as many numbers as the picture has pixels. */
import { type Range, share } from "./log-scale.ts";
import type { RawObservation } from "./raw-run.ts";

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Of the times, ns. */
  readonly range: Range;
  /** Operations along the width, the cold one and the warm-up among them. */
  readonly operations: number;
  /** Where an operation stands within its share of the width, 0..1: arms side by side, where there is room. */
  readonly offset: number;
}

/** By row from above, `columns` to a row. */
export function density(observations: readonly RawObservation[], grid: Grid): Uint32Array {
  const counts = new Uint32Array(grid.columns * grid.rows);
  for (const { coldNs, warmupNs, operationNs } of observations) {
    count(counts, grid, coldNs, 0);
    for (let index = 0; index < warmupNs.length; index++) count(counts, grid, warmupNs[index]!, 1 + index);
    const from = 1 + warmupNs.length;
    for (let index = 0; index < operationNs.length; index++) {
      count(counts, grid, operationNs[index]!, from + index);
    }
  }
  return counts;
}

function count(counts: Uint32Array, grid: Grid, ns: number, index: number): void {
  const { columns, rows, range, operations, offset } = grid;
  const column = Math.min(columns - 1, Math.floor(((index + offset) / operations) * columns));
  const row = Math.min(rows - 1, Math.floor((1 - share(ns, range)) * rows));
  const at = row * columns + column;
  counts[at] = counts[at]! + 1;
}

export function longestProcess(observations: Iterable<RawObservation>): number {
  let longest = 1;
  for (const { warmupNs, operationNs } of observations) {
    longest = Math.max(longest, 1 + warmupNs.length + operationNs.length);
  }
  return longest;
}

/** Every time, one after another: spread as arguments, a million of them would end the script. */
export function* timesOf(observations: Iterable<RawObservation>): Generator<number> {
  for (const { coldNs, warmupNs, operationNs } of observations) {
    yield coldNs;
    yield* warmupNs;
    yield* operationNs;
  }
}
