/** The picture of one runtime: cost over the number of CAs, a panel for each client and scenario. */
import { type RuntimeName, type Scenario, scenarios } from "../../core/model.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { CaseGrowth } from "../../core/scale/analyse-scale.ts";
import { costAt, type Growth } from "../../core/scale/growth.ts";
import type { Chart } from "../charts/render-chart.ts";
import { runtimeTitle } from "../input.ts";
import { milliseconds } from "../number-text.ts";

/** As in the legend. */
const seriesNames = ["fresh", "shared", "distinct"] as const;

interface Datum {
  readonly what: "point" | "process" | "line";
  readonly client: string;
  readonly scenario: Scenario;
  readonly series: (typeof seriesNames)[number];
  readonly cas: number;
  readonly ms: number;
  readonly low?: number;
  readonly high?: number;
}

/** Null where the runtime has no line. */
export function scaleChart(facts: RuntimeFacts, all: readonly CaseGrowth[]): Chart | null {
  const cases = casesOf(facts.runtime, all);
  // The last is drawn on top: `fresh`, which is the first.
  const values = cases.flatMap((one) => one.growths.toReversed().flatMap((growth) => dataOf(one, growth)));
  if (values.length === 0) return null;
  const clients = [...new Set(cases.map(({ of }) => of.client))];
  return { description: describeChart(facts, all), spec: specOf(values, clients) };
}

function casesOf(runtime: RuntimeName, cases: readonly CaseGrowth[]): CaseGrowth[] {
  return cases.filter(({ of, growths }) => of.runtime === runtime && growths.length > 0);
}

function dataOf({ of: { client, scenario } }: CaseGrowth, growth: Growth): Datum[] {
  const series = growth.context === "fresh" || growth.context === "distinct" ? growth.context : "shared";
  const base = { client, scenario, series } as const;
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

const panelSize = { width: 112, height: 130 };

/** A row of panels for each scenario that was measured: a `create` that builds nothing takes microseconds. */
function specOf(values: readonly Datum[], clients: readonly string[]): Chart["spec"] {
  const rows = scenarios.filter((scenario) => values.some((datum) => datum.scenario === scenario));
  return { spacing: 8, data: { values }, vconcat: rows.map((row) => rowOf(row, clients)) };
}

function rowOf(scenario: Scenario, clients: readonly string[]) {
  const title = `${scenario}, ms`;
  const x = { field: "cas", type: "quantitative", title: "CAs", scale: { type: "log" }, axis: casAxis };
  const y = { field: "ms", type: "quantitative", title, scale: { type: "log" }, axis: msAxis };
  const color = {
    field: "series",
    type: "nominal",
    title: null,
    scale: seriesColours,
    legend: { symbolOpacity: 1 },
  };
  const shape = { field: "series", type: "nominal", title: null, scale: seriesShapes };
  const only = (what: Datum["what"]) => [{ filter: `datum.what === '${what}'` }];
  return {
    transform: [{ filter: `datum.scenario === '${scenario}'` }],
    facet: { column: { field: "client", type: "nominal", title: null, sort: clients } },
    spacing: 12,
    spec: {
      ...panelSize,
      layer: [
        {
          transform: only("process"),
          mark: { type: "point", filled: true, size: 8, opacity: 0.4, xOffset: 4, aria: false },
          encoding: { x, y, color },
        },
        {
          transform: only("line"),
          mark: { type: "line", strokeWidth: 1.5 },
          encoding: { x, y, color },
        },
        {
          transform: only("point"),
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
        },
        {
          transform: only("point"),
          mark: { type: "point", filled: true, size: 28, opacity: 1 },
          encoding: { x, y, color, shape },
        },
      ],
    },
  };
}

const casAxis = { values: [1, 10, 100, 1000], format: "~s", grid: false };
const msAxis = { values: [0.001, 0.01, 0.1, 1, 10, 100], format: "~g" };

const seriesColours = {
  domain: [...seriesNames],
  range: ["var(--before)", "var(--after)", "var(--faint-ink)"],
};
const seriesShapes = { domain: [...seriesNames], range: ["circle", "square", "triangle-up"] };
