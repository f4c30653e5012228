/** The operations of one round as numbers: the picture of them for whoever wants to know, or cannot see it. */
import { type Column, unnamedTable } from "../report/markdown.ts";
import { countText, microseconds } from "../report/number-text.ts";
import type { RawArm } from "./raw-chart.ts";
import type { RawObservation } from "./raw-run.ts";

/** A browser stands still over a table of ten thousand rows; all of them are in the file. */
export const mostRows = 1000;

/** A row an operation; of a round that was repeated, the last attempt. */
export function rawTable(arms: readonly RawArm[], round: number): string {
  const columns = arms.map(({ context, observations }) => ({
    context,
    times: timesOf(observations.filter((one) => one.round === round).at(-1)),
  }));
  const longest = columns.reduce((most, { times }) => Math.max(most, times.length), 0);
  const rows = Array.from({ length: Math.min(mostRows, longest) }, (_, index) => index);
  return unnamedTable(rows, [
    { heading: "operation", align: "right", cell: (index) => countText(index + 1) },
    ...columns.map(
      ({ context, times }): Column<number> => ({
        heading: `${context}, µs`,
        align: "right",
        cell: (index) => (index < times.length ? microseconds(times[index]!) : "—"),
      }),
    ),
  ]);
}

function timesOf(observation: RawObservation | undefined): readonly number[] {
  if (!observation) return [];
  const { coldNs, warmupNs, operationNs } = observation;
  return [coldNs, ...warmupNs.subarray(0, mostRows), ...operationNs.subarray(0, mostRows)];
}
