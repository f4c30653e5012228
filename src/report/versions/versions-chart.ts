/** The trend: a panel for each case and context, the versions from the oldest to the newest. */
import type { RuntimeName } from "../../core/model.ts";
import type { VersionResult, VersionResults } from "../../core/versions/version-changes.ts";
import { runtimeColour } from "../charts/chart-style.ts";
import type { Chart } from "../charts/render-chart.ts";
import { milliseconds, percent } from "../number-text.ts";

interface Point {
  readonly version: string;
  readonly ms: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly processes: readonly number[];
  /** Its change against the version before it survives the test over the whole family. */
  readonly differs: boolean;
  readonly text: string;
  /** Where the text stands: above everything. */
  readonly top: number;
}

/** Null where no row has two versions. */
export function versionsChart(results: VersionResults, runtime: RuntimeName): Chart | null {
  const { rows, versions } = results;
  const shown = rows
    .map((row) => ({ row, points: pointsOf(row, versions) }))
    .filter(({ points }) => points.length > 1);
  if (shown.length === 0) return null;
  const order = [...new Set(versions.map(({ version }) => version))];
  const panels = shown.map(({ row, points }) => panel(row, points, order, runtimeColour(runtime)));
  return {
    description: descriptionOf(shown),
    spec: { columns: 3, spacing: { row: 70, column: 62 }, align: "each", bounds: "flush", concat: panels },
  };
}

function pointsOf({ cells }: VersionResult, versions: VersionResults["versions"]): Point[] {
  return cells.flatMap((cell, index): Point[] => {
    if (cell.state !== "measured") return [];
    const { alone, change, processMediansNs } = cell;
    const differs = change?.verdict.kind === "differs";
    const processes = processMediansNs.map(inMilliseconds);
    const { interval } = alone;
    const high = interval ? inMilliseconds(interval.high) : null;
    const ms = inMilliseconds(alone.value);
    return [
      {
        version: versions[index]!.version,
        ms,
        low: interval ? inMilliseconds(interval.low) : null,
        high,
        processes,
        differs,
        text: differs ? changeWords(change.ratio!) : "",
        top: Math.max(...processes, high ?? ms),
      },
    ];
  });
}

function inMilliseconds(ns: number): number {
  return ns / 1e6;
}

function changeWords(ratio: number): string {
  return `${ratio > 1 ? "+" : "−"}${percent(Math.abs(ratio - 1))}`;
}

function descriptionOf(shown: readonly { row: VersionResult; points: readonly Point[] }[]): string {
  const words = shown.map(({ row, points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    const figures = [first, last].map(({ version, ms }) => `${milliseconds(ms * 1e6)} ms with ${version}`);
    return `${row.of.client} ${row.of.scenario} ${row.context} ${figures.join(", ")}`;
  });
  return `Time of an operation, version by version: ${words.join("; ")}`;
}

/** So that noise of 1 % does not fill a panel. */
const leastSpan = Math.log(1.35);

/** Of all dots and intervals, with room for the text above; in logarithms, so that a share is as high everywhere. */
function domainOf(points: readonly Point[]): [number, number] {
  const values = points.flatMap(({ processes, low, high, ms }) => [...processes, low ?? ms, high ?? ms]);
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  const missing = Math.max(0, leastSpan - (high - low)) / 2;
  const span = high - low + 2 * missing;
  return [Math.exp(low - missing - 0.05 * span), Math.exp(high + missing + 0.18 * span)];
}

function panel(row: VersionResult, points: readonly Point[], order: readonly string[], colour: string) {
  const x = {
    field: "version",
    type: "ordinal",
    scale: { domain: order },
    axis: { title: null, labelAngle: 0, labelFontSize: 11, ticks: false, labelOverlap: false },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { type: "log", nice: false, domain: domainOf(points) },
    axis: { title: null, tickCount: 4, format: "~r", labelFontSize: 11 },
  });
  const { client, trust, scenario } = row.of;
  return {
    title: {
      text: `${client} ${scenario}, ${row.context}`,
      subtitle: `ms, ${trust}`,
      fontSize: 13,
      subtitleColor: "var(--faint-ink)",
      offset: 6,
    },
    width: 190,
    height: 120,
    data: { values: points },
    layer: [
      {
        mark: { type: "line", strokeWidth: 1, opacity: 0.6, color: colour, aria: false },
        encoding: { x, y: y("ms") },
      },
      {
        transform: [{ flatten: ["processes"] }],
        mark: { type: "circle", size: 9, opacity: 0.5, color: colour, xOffset: 9, aria: false },
        encoding: { x, y: y("processes") },
      },
      {
        transform: [{ filter: "datum.low !== null" }],
        mark: { type: "rule", size: 2.5, color: colour, aria: false },
        encoding: { x, y: y("low"), y2: { field: "high" } },
      },
      {
        mark: { type: "point", size: 50, strokeWidth: 2, stroke: colour, opacity: 1 },
        encoding: {
          x,
          y: y("ms"),
          fill: { condition: { test: "datum.differs", value: colour }, value: "var(--paper)" },
        },
      },
      {
        mark: { type: "text", baseline: "bottom", dy: -5, fontSize: 11, aria: false },
        encoding: { x, y: y("top"), text: { field: "text" } },
      },
    ],
  };
}
