/** The picture of one runtime: cost over the number of CAs, a panel for each client and scenario. */
import { type Context, type RuntimeName, type Scenario, scenarios } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { CaseGrowth } from "../../core/scale/analyse-scale.ts";
import { costAt, type Growth } from "../../core/scale/growth.ts";
import { scaleContexts } from "../../core/scale/scale-records.ts";
import { contextColours, numberAxis, pictureTitle } from "../charts/chart-style.ts";
import type { Chart } from "../charts/render-chart.ts";
import { runtimeTitle } from "../input.ts";
import { milliseconds } from "../number-text.ts";

interface Datum {
  readonly what: "point" | "process" | "line";
  readonly client: string;
  readonly scenario: Scenario;
  readonly context: Context;
  readonly cas: number;
  readonly ms: number;
  readonly low?: number;
  readonly high?: number;
}

/** Null where the runtime has no line. */
export function scaleChart(facts: RuntimeFacts, all: readonly CaseGrowth[]): Chart | null {
  const cases = casesOf(facts.runtime, all);
  const values = cases.flatMap((one) => one.growths.flatMap((growth) => dataOf(one, growth)));
  if (values.length === 0) return null;
  const clients = [...new Set(cases.map(({ of }) => of.client))];
  return {
    description: describeChart(facts, all),
    spec: {
      title: pictureTitle(`${runtimeTitle(facts)}: cost by the number of CAs`),
      ...specOf(values, clients),
    },
  };
}

function casesOf(runtime: RuntimeName, cases: readonly CaseGrowth[]): CaseGrowth[] {
  return cases.filter(({ of, growths }) => of.runtime === runtime && growths.length > 0);
}

function dataOf({ of: { client, scenario } }: CaseGrowth, growth: Growth): Datum[] {
  const base = { client, scenario, context: growth.context } as const;
  const points = growth.points.map(({ caCount, ns: { value, interval } }): Datum => {
    const range = interval ? { low: interval.low / 1e6, high: interval.high / 1e6 } : {};
    return { ...base, what: "point", cas: caCount, ms: value / 1e6, ...range };
  });
  const processes = growth.points.flatMap(({ caCount, processMediansNs }) =>
    processMediansNs.map((ns): Datum => ({ ...base, what: "process", cas: caCount, ms: ns / 1e6 })),
  );
  const most = growth.points.at(-1)!.caCount;
  const line = Array.from({ length: stepsOfLine + 1 }, (_, step): Datum => {
    const cas = most ** (step / stepsOfLine);
    return { ...base, what: "line", cas, ms: costAt(growth, cas) / 1e6 };
  });
  // A line whose intercept is next to nothing, or below, would stretch a logarithmic axis without end.
  const least = Math.min(...points.map(({ ms }) => ms)) / 2;
  return [...processes, ...points, ...line.filter(({ ms }) => ms > least)];
}

/** On logarithmic axes a line is a curve. */
const stepsOfLine = 30;

/** One sentence a client, for whoever cannot see it. */
export function describeChart(facts: RuntimeFacts, all: readonly CaseGrowth[]): string {
  const sentences = casesOf(facts.runtime, all).flatMap(({ of, growths }) => {
    const fresh = growths.find(({ context }) => context === "fresh");
    if (!fresh || of.scenario === "create") return [];
    const [least, most] = [fresh.points[0]!, fresh.points.at(-1)!];
    return [
      `${of.client} ${milliseconds(least.ns.value)} ms with ${least.caCount}, ${milliseconds(most.ns.value)} ms with ${most.caCount}`,
    ];
  });
  const figures = sentences.length === 0 ? "" : ` A request with fresh contexts: ${sentences.join("; ")}.`;
  return `${runtimeTitle(facts)}: cost of create and request over the number of CAs, both axes logarithmic.${figures}`;
}

const panelSize = { width: 106, height: 130 };

/** A row of panels for each scenario that was measured: a `create` that builds nothing takes microseconds. */
function specOf(values: readonly Datum[], clients: readonly string[]): Chart["spec"] {
  const rows = scenarios.filter((scenario) => values.some((datum) => datum.scenario === scenario));
  const shown = scaleContexts.filter((one) => values.some(({ context }) => context === one));
  return { spacing: 8, data: { values }, vconcat: rows.map((row) => rowOf(row, clients, shown)) };
}

function rowOf(scenario: Scenario, clients: readonly string[], shown: readonly Context[]) {
  const title = `${scenario}, ms`;
  const x = { field: "cas", type: "quantitative", title: "CAs", scale: { type: "log" }, axis: casAxis };
  const y = { field: "ms", type: "quantitative", title, scale: { type: "log" }, axis: msAxis };
  const { color, shape, fill } = encodingsOf(shown);
  const only = (what: Datum["what"], context?: Context) => [
    { filter: `datum.what === '${what}'${context ? ` && datum.context === '${context}'` : ""}` },
  ];
  // The last is drawn on top: `fresh`, which is the first.
  const drawn = shown.toReversed();
  return {
    transform: [{ filter: `datum.scenario === '${scenario}'` }],
    facet: { column: { field: "client", type: "nominal", title: null, sort: clients } },
    spacing: 12,
    spec: {
      ...panelSize,
      layer: [
        // Of a plain colour: marks that are filled by a scale would fill those of the legend.
        ...drawn.map((context) => ({
          transform: only("process", context),
          mark: { type: "point", ...processDot, color: contextColours[context] },
          encoding: { x, y },
        })),
        ...drawn.map((context) => ({
          transform: only("line", context),
          mark: { type: "line", ...lookOf[context]!.line },
          encoding: { x, y, color },
        })),
        {
          transform: only("point"),
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
        },
        ...drawn.map((context) => ({
          transform: only("point", context),
          mark: { type: "point", strokeWidth: 1.5, opacity: 1, size: lookOf[context]!.size },
          encoding: { x, y, color, shape, fill },
        })),
      ],
    },
  };
}

const processDot = { filled: true, size: 7, opacity: 0.4, xOffset: 7, aria: false };
const casAxis = { values: [1, 10, 100, 1000], ...numberAxis, grid: false };
const msAxis = { values: [0.001, 0.01, 0.1, 1, 10, 100], ...numberAxis };

interface Look {
  readonly shape: string;
  readonly size: number;
  readonly line: object;
  readonly isFilled?: true;
}

/**
 * What lies below is larger and wider than what is drawn over it, and hollow: arms that cost the same stand around each
 * other, and none looks as if it had not been measured.
 */
const lookOf: Partial<Record<Context, Look>> = {
  fresh: { shape: "circle", size: 16, line: { strokeWidth: 1.25 }, isFilled: true },
  shared: { shape: "square", size: 55, line: { strokeWidth: 3, opacity: 0.7 } },
  "shared-options": {
    shape: "triangle-up",
    size: 75,
    line: { strokeWidth: 3.5, strokeDash: [5, 3], opacity: 0.8 },
  },
  distinct: { shape: "diamond", size: 160, line: { strokeWidth: 6, opacity: 0.45 } },
};

function encodingsOf(shown: readonly Context[]) {
  const by = (range: (context: Context, look: Look) => string) => ({
    field: "context",
    type: "nominal",
    title: null,
    scale: { domain: shown, range: shown.map((context) => range(context, lookOf[context]!)) },
    legend: { symbolOpacity: 1, symbolSize: 70, symbolStrokeWidth: 1.5 },
  });
  return {
    color: by((context) => contextColours[context]),
    shape: by((_, { shape }) => shape),
    fill: by((context, { isFilled }) => (isFilled ? contextColours[context] : "transparent")),
  };
}
