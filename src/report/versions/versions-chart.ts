/** The trend: a panel for each case and context, the versions from the oldest to the newest. */
import type { RuntimeName } from "../../core/model.ts";
import type { VersionResult, VersionResults } from "../../core/versions/version-changes.ts";
import { numberAxis, pictureTitle, runtimeColour } from "../charts/chart-style.ts";
import { logTicks } from "../charts/log-ticks.ts";
import type { Chart } from "../charts/render-chart.ts";
import { runtimeTitle } from "../input.ts";
import { microseconds, percent } from "../number-text.ts";

interface Point {
  readonly version: string;
  readonly us: number;
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
  const title = `${runtimeTitle(versions[0]!)} to ${order.at(-1)!}`;
  return {
    description: `${title}: ${descriptionOf(shown)}`,
    spec: {
      title: pictureTitle(title),
      columns: 2,
      spacing: { row: 70, column: 66 },
      align: "each",
      bounds: "flush",
      concat: panels,
    },
  };
}

function pointsOf({ cells }: VersionResult, versions: VersionResults["versions"]): Point[] {
  return cells.flatMap((cell, index): Point[] => {
    if (cell.state !== "measured") return [];
    const { alone, change, processMediansNs } = cell;
    const differs = change?.verdict.kind === "differs";
    const processes = processMediansNs.map(inMicroseconds);
    const { interval } = alone;
    const high = interval ? inMicroseconds(interval.high) : null;
    const us = inMicroseconds(alone.value);
    return [
      {
        version: versions[index]!.version,
        us,
        low: interval ? inMicroseconds(interval.low) : null,
        high,
        processes,
        differs,
        text: differs ? changeWords(change.ratio!) : "",
        top: Math.max(...processes, high ?? us),
      },
    ];
  });
}

function inMicroseconds(ns: number): number {
  return ns / 1e3;
}

function changeWords(ratio: number): string {
  return `${ratio > 1 ? "+" : "−"}${percent(Math.abs(ratio - 1))}`;
}

function descriptionOf(shown: readonly { row: VersionResult; points: readonly Point[] }[]): string {
  const words = shown.map(({ row, points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    const figures = [first, last].map(({ version, us }) => `${microseconds(us * 1e3)} µs with ${version}`);
    return `${row.of.client} ${row.of.scenario} ${row.context} ${figures.join(", ")}`;
  });
  return `time of an operation, version by version: ${words.join("; ")}`;
}

/** So that noise of 1 % does not fill a panel. */
const leastSpan = Math.log(1.35);

/** Of all dots and intervals, with room for the text above; in logarithms, so that a share is as high everywhere. */
function domainOf(points: readonly Point[]): [number, number] {
  const values = points.flatMap(({ processes, low, high, us }) => [...processes, low ?? us, high ?? us]);
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  const missing = Math.max(0, leastSpan - (high - low)) / 2;
  const span = high - low + 2 * missing;
  return [Math.exp(low - missing - 0.05 * span), Math.exp(high + missing + 0.18 * span)];
}

const panelHeight = 120;

function panel(row: VersionResult, points: readonly Point[], order: readonly string[], colour: string) {
  const x = {
    field: "version",
    type: "ordinal",
    scale: { domain: order },
    axis: { title: null, labelAngle: 0, labelFontSize: 11, ticks: false, labelOverlap: false },
  };
  const domain = domainOf(points);
  // Not nothing: it would look as if the version had been forgotten.
  const missing = order.filter((version) => !points.some((point) => point.version === version));
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { type: "log", nice: false, domain },
    axis: { title: null, values: logTicks(domain), ...numberAxis, labelFontSize: 11 },
  });
  const { client, trust, scenario } = row.of;
  return {
    title: {
      text: `${client} ${scenario}, ${row.context}`,
      subtitle: `µs, log scale; ${trust}`,
      fontSize: 13,
      subtitleColor: "var(--faint-ink)",
      offset: 6,
    },
    width: 300,
    height: panelHeight,
    data: { values: points },
    layer: [
      {
        mark: { type: "line", strokeWidth: 1, opacity: 0.6, color: colour, aria: false },
        encoding: { x, y: y("us") },
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
          y: y("us"),
          fill: { condition: { test: "datum.differs", value: colour }, value: "var(--paper)" },
        },
      },
      ...withHalo({
        data: { values: missing.map((version) => ({ version, text: ["not", "measured"] })) },
        mark: { type: "text", fontSize: 10, fill: "var(--faint-ink)", aria: false },
        encoding: { x, y: { value: panelHeight / 2 }, text: { field: "text" } },
      }),
      ...withHalo({
        mark: { type: "text", baseline: "bottom", dy: -5, fontSize: 11, aria: false },
        encoding: { x, y: y("top"), text: { field: "text" } },
      }),
    ],
  };
}

/** Twice: the first keeps lines away from the letters. */
function withHalo<Layer extends { readonly mark: object }>(layer: Layer) {
  const halo = { stroke: "var(--paper)", strokeWidth: 4 };
  return [{ ...layer, mark: { ...layer.mark, ...halo } }, layer];
}
