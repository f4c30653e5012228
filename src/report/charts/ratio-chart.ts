/**
 * fresh ÷ shared as a picture: for each case the interval and the estimate, and every round's own ratio as a dot beside
 * it, so that the spread is seen and not only what was made of it.
 */
import { pairOf } from "../../core/analyse-run.ts";
import type { Scenario, Trust } from "../../core/model.ts";
import { scenarios } from "../../core/model.ts";
import type { CaseResult, PairResult } from "../../core/results.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { type ReportInput, runtimeTitle } from "../input.ts";
import { numberText } from "../number-text.ts";
import { figureMark, runtimeColour } from "./chart-style.ts";
import { logTicks } from "./log-ticks.ts";
import type { Chart } from "./render-chart.ts";

interface Row {
  readonly runtime: string;
  readonly scenario: Scenario;
  readonly label: string;
  readonly ratio: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
  readonly differs: boolean;
  readonly rounds: readonly number[];
  /** Where nothing of the case lies beyond: the figure stands there. */
  readonly rightmost: number;
}

export interface RatioChartInput {
  readonly input: ReportInput;
  readonly runtimes: readonly RuntimeFacts[];
  readonly trusts: readonly Trust[];
}

/** Null where no ratio was measured. */
export function ratioChart({ input, runtimes, trusts }: RatioChartInput): Chart | null {
  const rows = runtimes.flatMap((facts) => rowsOf(input, facts, trusts));
  if (rows.length === 0) return null;
  return { description: descriptionOf(rows), spec: specOf(rows, runtimes) };
}

function rowsOf({ results }: ReportInput, facts: RuntimeFacts, trusts: readonly Trust[]): Row[] {
  return results.cases
    .filter(
      ({ of, leftOut }) => of.runtime === facts.runtime && trusts.includes(of.trust) && leftOut === null,
    )
    .flatMap((result) => {
      const pair = pairOf(result, "shared");
      return pair?.ratio ? [rowOf(result, pair, pair.ratio, facts, trusts.length > 1)] : [];
    });
}

function rowOf(
  { of }: CaseResult,
  { interval, verdict, logRatios }: PairResult,
  ratio: number,
  facts: RuntimeFacts,
  withTrust: boolean,
): Row {
  const rounds = logRatios.map(Math.exp);
  return {
    runtime: runtimeTitle(facts),
    scenario: of.scenario,
    label: withTrust ? `${of.client}, ${of.trust}` : of.client,
    ratio,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    text: verdict.kind === "differs" ? numberText(ratio) : `~ ${numberText(ratio)}`,
    differs: verdict.kind === "differs",
    rounds,
    rightmost: Math.max(...rounds, ratio, interval?.high ?? ratio),
  };
}

function descriptionOf(rows: readonly Row[]): string {
  const largest = [...rows].sort((a, b) => b.ratio - a.ratio).slice(0, 3);
  const words = largest.map(
    ({ runtime, label, scenario, text }) => `${runtime} ${label} ${scenario} ${text}`,
  );
  return `Time with a fresh context ÷ time with a shared one, ${rows.length} cases; the largest: ${words.join("; ")}`;
}

/** Runtimes below each other, the scenarios side by side; every runtime's panel of a scenario has the same scale. */
function specOf(rows: readonly Row[], runtimes: readonly RuntimeFacts[]) {
  const shown = scenarios.filter((scenario) => rows.some((row) => row.scenario === scenario));
  const panels = runtimes.flatMap((facts) => {
    const own = rows.filter(({ runtime }) => runtime === runtimeTitle(facts));
    const labels = [...new Set(own.map(({ label }) => label))];
    return labels.length === 0
      ? []
      : [
          shown.map((scenario, index) => {
            const title = `${runtimeTitle(facts)}: ${scenario}`;
            const style = { colour: runtimeColour(facts.runtime), withLabels: index === 0 };
            return panel(
              own.filter((row) => row.scenario === scenario),
              title,
              labels,
              {
                ...style,
                domain: domainOf(rows.filter((row) => row.scenario === scenario)),
              },
            );
          }),
        ];
  });
  return {
    align: "each",
    bounds: "flush",
    spacing: { row: 62, column: 24 },
    columns: shown.length,
    concat: panels.flat(),
  };
}

/** Of all dots and intervals, with 1 in it, and room for the figure beside the largest. */
function domainOf(rows: readonly Row[]): [number, number] {
  const values = rows.flatMap(({ rounds, ratio, low, high }) => [
    ...rounds,
    ratio,
    low ?? ratio,
    high ?? ratio,
    1,
  ]);
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return [Math.exp(low - 0.03 * (high - low)), Math.exp(high + 0.2 * (high - low))];
}

interface PanelStyle {
  readonly colour: string;
  readonly withLabels: boolean;
  readonly domain: readonly [number, number];
}

function panel(
  rows: readonly Row[],
  title: string,
  labels: readonly string[],
  { colour, withLabels, domain }: PanelStyle,
) {
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { type: "log", nice: false, domain },
    axis: { title: "fresh ÷ shared, log scale", values: logTicks(domain), format: "~r" },
  });
  const axis = { title: null, ticks: false, domain: false, labels: withLabels, labelLimit: 0 };
  const y = { field: "label", type: "nominal", scale: { domain: labels }, axis };
  return {
    title,
    width: 255,
    height: { step: 22 },
    data: { values: rows },
    layer: [
      { mark: { type: "rule", strokeDash: [3, 3], aria: false }, encoding: { x: { datum: 1 } } },
      {
        transform: [{ flatten: ["rounds"] }],
        mark: { type: "tick", thickness: 1, height: 9, opacity: 0.5, color: colour, aria: false },
        encoding: { x: x("rounds"), y },
      },
      {
        transform: [{ filter: "datum.low !== null" }],
        mark: { type: "rule", size: 2.5, color: colour, aria: false },
        encoding: { x: x("low"), x2: { field: "high" }, y },
      },
      {
        mark: { type: "point", size: 55, strokeWidth: 2, stroke: colour, opacity: 1 },
        encoding: {
          x: x("ratio"),
          y,
          fill: { condition: { test: "datum.differs", value: colour }, value: "var(--paper)" },
        },
      },
      { mark: figureMark, encoding: { x: x("rightmost"), y, text: { field: "text" } } },
    ],
  };
}
