/** The pictures of the memory study: one row of panels a runtime, one panel a client, the same scale in all. */
import { type MemoryCurve, memoryCurves } from "../../core/memory/memory-curves.ts";
import type { MemoryFile, MemoryMode } from "../../core/memory/memory-records.ts";
import type { Context, Scenario, Trust } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { runtimeColour } from "../charts/chart-style.ts";
import type { Chart } from "../charts/render-chart.ts";
import { runtimeTitle } from "../input.ts";
import { mebibytes } from "../number-text.ts";

interface Picture {
  readonly mode: MemoryMode;
  readonly scenario: Scenario;
  /** The solid line, and the dashed one. */
  readonly contexts: readonly [Context, Context];
  readonly xTitle: string;
  readonly yTitle: string;
}

export const heldPicture: Picture = {
  mode: "hold",
  scenario: "request",
  contexts: ["fresh", "shared"],
  xTitle: "clients alive",
  yTitle: "RSS beside that of none, MiB",
};
export const requestPicture: Picture = {
  mode: "growth",
  scenario: "request",
  contexts: ["fresh", "distinct"],
  xTitle: "requests",
  yTitle: "RSS since the warm-up, MiB",
};
export const createPicture: Picture = { ...requestPicture, scenario: "create", xTitle: "clients made" };

/** Null where the file has no curve of it. */
export function memoryChart(file: MemoryFile, picture: Picture): Chart | null {
  const ofPicture = memoryCurves(file, picture.mode).filter(
    ({ arm }) =>
      arm.scenario === picture.scenario && picture.contexts.includes(arm.context) && arm.trust !== "none",
  );
  const trust = shownTrust(ofPicture);
  const curves = ofPicture.filter(({ arm }) => arm.trust === trust);
  if (curves.length === 0) return null;
  const rows = file.header.runtimes.flatMap((facts) => {
    const own = curves.filter(({ arm }) => arm.runtime === facts.runtime);
    return own.length === 0 ? [] : [rowOf(facts, own, picture, axesOf(curves, picture))];
  });
  return {
    description: description(curves, picture, trust!),
    spec: {
      vconcat: rows,
      spacing: -8,
      resolve: { scale: { strokeDash: "shared" }, legend: { strokeDash: "shared" } },
    },
  };
}

/** The trust whose contexts are the largest, where it was measured. */
function shownTrust(curves: readonly MemoryCurve[]): Trust | undefined {
  return curves.find(({ arm }) => arm.trust === "bundle")?.arm.trust ?? curves[0]?.arm.trust;
}

const mebibyte = 1024 ** 2;

interface Axes {
  /** In MiB, of all processes. */
  readonly domain: readonly [number, number];
  /** Those that have a curve: a legend names nothing that the picture does not have. */
  readonly dashes: readonly { readonly context: Context; readonly dash: readonly number[] }[];
}

function axesOf(curves: readonly MemoryCurve[], { contexts: [solid, dashed] }: Picture): Axes {
  const dashes = [
    { context: solid, dash: [] },
    { context: dashed, dash: [5, 4] },
  ];
  return {
    domain: domainOf(curves),
    dashes: dashes.filter(({ context }) => curves.some(({ arm }) => arm.context === context)),
  };
}

function domainOf(curves: readonly MemoryCurve[]): [number, number] {
  const all = curves.flatMap(({ processes }) =>
    processes.flatMap(({ points }) => points.map(({ bytes }) => bytes)),
  );
  return [Math.min(0, ...all) / mebibyte, Math.max(...all) / mebibyte];
}

function rowOf(
  facts: RuntimeFacts,
  curves: readonly MemoryCurve[],
  { xTitle, yTitle }: Picture,
  { domain, dashes }: Axes,
) {
  const clients = [...new Set(curves.map(({ arm }) => arm.client))];
  const colour = runtimeColour(facts.runtime);
  // Numbers within the panel: one that reaches beyond would move the columns of its row alone.
  const axis = { tickCount: 3, grid: false, labelFlush: true };
  const x = { field: "count", type: "quantitative", title: xTitle, axis };
  const y = {
    field: "mebibytes",
    type: "quantitative",
    title: yTitle,
    scale: { domain, nice: true },
    axis: { tickCount: 4 },
  };
  const dash = {
    field: "context",
    type: "nominal",
    title: "context",
    scale: { domain: dashes.map(({ context }) => context), range: dashes.map(({ dash }) => dash) },
    legend: { symbolStrokeColor: "var(--ink)", symbolSize: 300, symbolStrokeWidth: 2 },
  };
  return {
    // Above the row of names, which Vega puts a margin over.
    title: { text: `${runtimeTitle(facts)}, ${curves[0]!.arm.trust}`, offset: -30 },
    data: { values: curves.flatMap(valuesOf) },
    facet: { column: { field: "client", type: "nominal", sort: clients, title: null } },
    resolve: { scale: { x: "independent" } },
    spec: {
      width: 112,
      height: 110,
      layer: [
        {
          transform: [{ filter: "!datum.isMedian" }],
          mark: { type: "point", filled: true, size: 9, opacity: 0.35, color: colour },
          encoding: { x, y },
        },
        {
          transform: [{ filter: "datum.isMedian" }],
          mark: { type: "line", strokeWidth: 2, color: colour },
          encoding: { x, y, strokeDash: dash },
        },
      ],
    },
  };
}

function valuesOf({ arm, median, processes }: MemoryCurve) {
  const { client, context } = arm;
  const datumOf = (isMedian: boolean) => (point: MemoryCurve["median"][number]) => ({
    client,
    context,
    isMedian,
    count: point.count,
    mebibytes: point.bytes / mebibyte,
  });
  return [...median.map(datumOf(true)), ...processes.flatMap(({ points }) => points.map(datumOf(false)))];
}

function description(curves: readonly MemoryCurve[], { xTitle, yTitle }: Picture, trust: Trust): string {
  const ends = curves.map(({ arm, median }) => {
    const last = median.at(-1)!;
    return `${arm.runtime} ${arm.client} ${arm.context} ${mebibytes(last.bytes)} at ${last.count}`;
  });
  const text = `${yTitle}, over ${xTitle}, with ${trust}; medians at the end: ${ends.join(", ")}`;
  return text.replaceAll(/\s+/g, " ");
}
