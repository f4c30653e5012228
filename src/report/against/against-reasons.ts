/**
 * Why a tool's ratio is not this suite's: only what the same table shows, by a row that differs from the tool's in that
 * one thing. What no row shows is called unexplained.
 */
import type { QuestionResult, ToolRow } from "../../core/against/compare-tools.ts";
import type { ToolName } from "../../core/against/tool-records.ts";
import { microseconds, numberText } from "../number-text.ts";

const withTurn: Partial<Record<ToolName, ToolName>> = { mitata: "mitata-turn", tinybench: "tinybench-turn" };

/** Null where the row agrees with the suite, is the suite's, or could not be judged. */
export function disagreement(result: QuestionResult, row: ToolRow): string | null {
  const { againstSuite } = row;
  if (!againstSuite || (againstSuite.low <= 1 && againstSuite.high >= 1)) return null;
  const suite = rowOf(result, "ctxcost", row);
  const reasons = [
    turnReason(result, row),
    warmupReason(result, row, suite),
    meanReason(result, row, suite),
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? "unexplained" : reasons.join("; ");
}

function rowOf(
  { rows }: QuestionResult,
  tool: ToolName,
  { statistic }: Pick<ToolRow, "statistic">,
): ToolRow | undefined {
  return rows.find((one) => one.tool === tool && one.statistic === statistic);
}

/** How far two ratios lie apart, whichever is larger. */
function distance(one: ToolRow, other: ToolRow): number {
  return Math.abs(Math.log(one.ratio / other.ratio));
}

/** Further apart than the repeats of both explain, at some 95 %. */
function isApart(one: ToolRow, other: ToolRow): boolean {
  const error = (row: ToolRow) => (row.spread ?? 0) / Math.sqrt(row.repeats);
  return distance(one, other) > 2 * Math.hypot(error(one), error(other));
}

function turnReason(result: QuestionResult, row: ToolRow): string | null {
  const turning = withTurn[row.tool];
  const beside = turning && rowOf(result, turning, row);
  if (!beside || !isApart(row, beside)) return null;
  return (
    `no turn of the event loop between operations, so that closed sockets and contexts pile up, and what frees them ` +
    `falls into operations of either arm: with a turn after each it is ${numberText(beside.ratio)}`
  );
}

/** The long row differs from the suite's in the number of operations alone. */
function warmupReason(result: QuestionResult, row: ToolRow, suite: ToolRow | undefined): string | null {
  const long = rowOf(result, "ctxcost-long", row);
  if (!suite || !long || !isApart(long, suite)) return null;
  // What length does to the suite's own worker it would have done to this tool in full.
  if (distance(row, long) >= distance(row, suite)) return null;
  const measured = `this suite's own worker, run as long, takes ${microseconds(long.sharedNs)} µs for shared instead of ${microseconds(suite.sharedNs)} and has ${numberText(long.ratio)}`;
  if (row.tool === "ctxcost-long") return `by design: the cheap arm becomes faster with its operations`;
  const rest = isApart(row, long) ? ", which is not all of the difference; the rest is unexplained" : "";
  return `length: the cheap arm becomes faster with its operations, and this tool runs far more of them: ${measured}${rest}`;
}

/** A mean of calls holds no yields and no later frees; the suite's mean cost holds both. */
function meanReason(result: QuestionResult, row: ToolRow, suite: ToolRow | undefined): string | null {
  const isInProcess = row.tool.startsWith("mitata") || row.tool.startsWith("tinybench");
  if (row.statistic !== "mean" || !isInProcess || !suite) return null;
  const median = rowOf(result, "ctxcost", { statistic: "median" });
  if (!median || distance(row, median) >= distance(row, suite)) return null;
  return (
    "another mean: this tool's is of the calls alone; this suite's holds the turns of the event loop and what is freed " +
    `in them; this suite's median, which leaves them out too, has ${numberText(median.ratio)}`
  );
}
