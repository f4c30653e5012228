/**
 * What the readings of several tools amount to: how far each tool's repeats lie apart, what that costs in time, whether
 * its own interval foresees it, and whether it agrees with this suite.
 */
import { type Case, caseId } from "../model.ts";
import { estimate, leastPairsForInterval } from "../pair.ts";
import type { Estimate } from "../results.ts";
import {
  halfLogWidth,
  mean,
  medianOf,
  normalQuantile,
  type Range,
  standardDeviation,
} from "../statistics/sample-interval.ts";
import {
  type Claim,
  type Figure,
  type MeasuredReading,
  type Reading,
  type Statistic,
  statistics,
  type ToolFile,
  type ToolName,
  toolNames,
} from "./tool-records.ts";

/** One statistic of one tool for one question, over all repeats. */
export interface ToolRow {
  readonly tool: ToolName;
  readonly statistic: Statistic;
  readonly repeats: number;
  /** Medians over the repeats. */
  readonly freshNs: number;
  readonly sharedNs: number;
  /** Geometric mean over the repeats. */
  readonly ratio: number;
  /** Half-width of the 95 % interval, in logarithms, median over the repeats; null where the tool has none. */
  readonly claimedHalfWidth: number | null;
  readonly basis: Claim["basis"] | null;
  /** Standard deviation of log(ratio) over the repeats; null below two. */
  readonly spread: number | null;
  /** 1.96 spreads ÷ what is claimed: above 1 the tool claims more than it can know. */
  readonly understatement: number | null;
  /** Repeats whose own interval holds the ratio of all repeats together. */
  readonly holdsOwn: Share | null;
  /** Repeats in which this suite's interval holds this tool's value. */
  readonly insideSuite: Share | null;
  /** This tool's ratio ÷ this suite's, paired by repeat; null below six. */
  readonly againstSuite: Estimate | null;
  readonly secondsPerRepeat: number;
  /** Time until the standard error of the mean of log(ratio) is 0.01. */
  readonly secondsToOnePercent: number | null;
}

export interface Share {
  readonly of: number;
  readonly total: number;
}

export interface ToolFailure {
  readonly tool: ToolName;
  readonly failed: number;
  /** Of the first. */
  readonly reason: string;
}

export interface QuestionResult {
  readonly question: Case;
  readonly rows: readonly ToolRow[];
  readonly failures: readonly ToolFailure[];
}

export function compareTools({ questions, readings }: ToolFile): QuestionResult[] {
  return questions.map((question) => {
    const own = readings.filter((reading) => caseId(reading.question) === caseId(question));
    return { question, rows: rowsOf(own), failures: failuresOf(own) };
  });
}

/** A figure with the repeat that it is of. */
interface Placed extends Figure {
  readonly repeat: number;
  readonly elapsedNs: number;
}

function rowsOf(readings: readonly Reading[]): ToolRow[] {
  return toolNames.flatMap((tool) =>
    statistics.flatMap((statistic) => {
      const figures = figuresOf(readings, tool, statistic);
      if (figures.length === 0) return [];
      return [rowOf(tool, statistic, figures, figuresOf(readings, "ctxcost", statistic))];
    }),
  );
}

function figuresOf(readings: readonly Reading[], tool: ToolName, statistic: Statistic): Placed[] {
  return readings
    .filter((one): one is MeasuredReading => one.status === "measured" && one.tool === tool)
    .sort((a, b) => a.repeat - b.repeat)
    .flatMap(({ repeat, elapsedNs, figures }) =>
      figures
        .filter((figure) => figure.statistic === statistic)
        .map((figure) => ({ ...figure, repeat, elapsedNs })),
    );
}

function rowOf(
  tool: ToolName,
  statistic: Statistic,
  figures: readonly Placed[],
  suite: readonly Placed[],
): ToolRow {
  const logRatios = figures.map(({ ratio }) => Math.log(ratio));
  const ratio = Math.exp(mean(logRatios));
  const spread = standardDeviation(logRatios);
  const claims = figures.map(({ claim }) => claim).filter((claim) => claim !== null);
  const claimedHalfWidth = medianOf(claims.map(halfLogWidth));
  const secondsPerRepeat = mean(figures.map(({ elapsedNs }) => elapsedNs)) / 1e9;
  const isComparable = spread !== null && claimedHalfWidth !== null && claimedHalfWidth > 0;
  return {
    tool,
    statistic,
    repeats: figures.length,
    freshNs: medianOf(figures.map(({ freshNs }) => freshNs))!,
    sharedNs: medianOf(figures.map(({ sharedNs }) => sharedNs))!,
    ratio,
    claimedHalfWidth,
    basis: claims[0]?.basis ?? null,
    spread,
    understatement: isComparable ? (normalQuantile * spread) / claimedHalfWidth : null,
    holdsOwn: spread === null ? null : share(claims, (claim) => holds(claim, ratio)),
    ...(tool === "ctxcost" ? { insideSuite: null, againstSuite: null } : agreement(figures, suite)),
    secondsPerRepeat,
    secondsToOnePercent: spread === null ? null : (spread / 0.01) ** 2 * secondsPerRepeat,
  };
}

function agreement(figures: readonly Placed[], suite: readonly Placed[]) {
  const byRepeat = new Map(suite.map((figure) => [figure.repeat, figure]));
  const pairs = figures.flatMap((figure) => {
    const beside = byRepeat.get(figure.repeat);
    return beside ? [{ figure, beside }] : [];
  });
  const judged = pairs.filter(({ beside }) => beside.claim !== null);
  const differences = pairs.map(({ figure, beside }) => Math.log(figure.ratio / beside.ratio));
  return {
    insideSuite: share(judged, ({ figure, beside }) => holds(beside.claim!, figure.ratio)),
    againstSuite: differences.length < leastPairsForInterval ? null : estimate(differences, Math.exp),
  };
}

function holds({ low, high }: Range, value: number): boolean {
  return low <= value && value <= high;
}

function share<Value>(values: readonly Value[], holdsFor: (value: Value) => boolean): Share | null {
  return values.length === 0 ? null : { of: values.filter(holdsFor).length, total: values.length };
}

function failuresOf(readings: readonly Reading[]): ToolFailure[] {
  return toolNames.flatMap((tool) => {
    const failed = readings.filter((one) => one.status === "failed" && one.tool === tool);
    const first = failed[0];
    return first?.status === "failed" ? [{ tool, failed: failed.length, reason: first.reason }] : [];
  });
}
