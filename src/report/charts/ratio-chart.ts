/**
 * fresh ÷ shared as a picture: for each case the interval and the estimate, and every round's own ratio as a dot beside
 * it, so that the spread is seen and not only what was made of it.
 */
import { pairOf } from "../../core/analyse-run.ts";
import type { Case, Scenario, Trust } from "../../core/model.ts";
import { scenarios } from "../../core/model.ts";
import type { CaseResult, PairResult } from "../../core/results.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { type ReportInput, runtimeTitle } from "../input.ts";
import { numberText } from "../number-text.ts";
import { figureMark, gapMark, numberAxis, runtimeColour } from "./chart-style.ts";
import { intervalLayers } from "./interval-layers.ts";
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
  return { description: descriptionOf(rows), spec: specOf(rows, { input, runtimes, trusts }) };
}

function labelOf({ client, trust }: Case, trusts: readonly Trust[]): string {
  return trusts.length > 1 ? `${client}, ${trust}` : client;
}

function rowsOf({ results }: ReportInput, facts: RuntimeFacts, trusts: readonly Trust[]): Row[] {
  return results.cases
    .filter(
      ({ of, leftOut }) => of.runtime === facts.runtime && trusts.includes(of.trust) && leftOut === null,
    )
    .flatMap((result) => {
      const pair = pairOf(result, "shared");
      return pair?.ratio ? [rowOf(result, pair, pair.ratio, facts, labelOf(result.of, trusts))] : [];
    });
}

function rowOf(
  { of }: CaseResult,
  { interval, verdict, logRatios }: PairResult,
  ratio: number,
  facts: RuntimeFacts,
  label: string,
): Row {
  const rounds = logRatios.map(Math.exp);
  return {
    runtime: runtimeTitle(facts),
    scenario: of.scenario,
    label,
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
function specOf(rows: readonly Row[], given: RatioChartInput) {
  const shown = scenarios.filter((scenario) => rows.some((row) => row.scenario === scenario));
  const panels = given.runtimes.flatMap((facts) => {
    const own = rows.filter(({ runtime }) => runtime === runtimeTitle(facts));
    const labels = [...new Set(own.map(({ label }) => label))];
    if (labels.length === 0) return [];
    return shown.map((scenario, index) => {
      const rowsThere = own.filter((row) => row.scenario === scenario);
      return panel(rowsThere, gapsOf(given, facts, scenario, { labels, rows: rowsThere }), {
        title: titleOf(given, facts, scenario),
        labels,
        withLabels: index === 0,
        colour: runtimeColour(facts.runtime),
        domain: domainOf(rows.filter((row) => row.scenario === scenario)),
      });
    });
  });
  return {
    align: "each",
    bounds: "flush",
    spacing: { row: 62, column: 24 },
    columns: shown.length,
    concat: panels,
  };
}

function titleOf({ trusts }: RatioChartInput, facts: RuntimeFacts, scenario: Scenario): string {
  const trust = trusts.length === 1 ? `, ${trusts[0]}` : "";
  return `${runtimeTitle(facts)}${trust}: ${scenario}`;
}

/** What is said where a row has no ratio, which would look like one that was forgotten. */
function gapsOf(
  { input, trusts }: RatioChartInput,
  { runtime }: RuntimeFacts,
  scenario: Scenario,
  { labels, rows }: { readonly labels: readonly string[]; readonly rows: readonly Row[] },
): { readonly label: string; readonly text: string }[] {
  const possible = input.results.cases.filter(
    ({ of, arms }) =>
      of.runtime === runtime &&
      of.scenario === scenario &&
      trusts.includes(of.trust) &&
      arms.some(({ state }) => state !== "unsupported"),
  );
  const known = new Set(possible.map(({ of }) => labelOf(of, trusts)));
  return labels
    .filter((label) => !rows.some((row) => row.label === label))
    .map((label) => ({ label, text: known.has(label) ? "not measured" : `no ${scenario}` }));
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
  readonly title: string;
  readonly labels: readonly string[];
  readonly withLabels: boolean;
  readonly colour: string;
  readonly domain: readonly [number, number];
}

function panel(
  rows: readonly Row[],
  gaps: ReturnType<typeof gapsOf>,
  { title, labels, withLabels, colour, domain }: PanelStyle,
) {
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { type: "log", nice: false, domain },
    axis: { title: "fresh ÷ shared, log scale", values: logTicks(domain), ...numberAxis },
  });
  const axis = { title: null, ticks: false, domain: false, labels: withLabels, labelLimit: 0 };
  const y = { field: "label", type: "nominal", scale: { domain: labels }, axis };
  return {
    title,
    width: 255,
    height: { step: 23 },
    data: { values: rows },
    layer: [
      { mark: { type: "rule", strokeDash: [3, 3], aria: false }, encoding: { x: { datum: 1 } } },
      { data: { values: gaps }, mark: gapMark, encoding: { x: { datum: 1 }, y, text: { field: "text" } } },
      {
        transform: [{ flatten: ["rounds"] }],
        mark: {
          type: "tick",
          thickness: 1,
          height: 6,
          opacity: 0.6,
          yOffset: 6.5,
          color: colour,
          aria: false,
        },
        encoding: { x: x("rounds"), y },
      },
      ...intervalLayers({ x, y }, { color: colour, yOffset: -3 }),
      {
        mark: { type: "point", size: 18, strokeWidth: 1.5, stroke: colour, opacity: 1, yOffset: -3 },
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
