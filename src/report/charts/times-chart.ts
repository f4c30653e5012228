/**
 * How long a client takes, as a picture: for each client and context the median with its interval, and each process's
 * median as a dot beside it, so that the spread is seen and not only what was made of it.
 */
import { type Context, type Scenario, scenarios, type Trust } from "../../core/model.ts";
import type { CaseResult, MeasuredArm } from "../../core/results.ts";
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import { medianEstimate } from "../../core/statistics/median-estimate.ts";
import { runtimeTitle } from "../input.ts";
import { microseconds } from "../number-text.ts";
import { contextColours, figureMark, numberAxis, pictureTitle } from "./chart-style.ts";
import { intervalLayers } from "./interval-layers.ts";
import { logTicks } from "./log-ticks.ts";
import type { Chart } from "./render-chart.ts";

/** The question, the usual advice, and what stands for `shared` where an API takes no context. */
const shownContexts: readonly Context[] = ["fresh", "shared", "shared-options", "reused-client"];

interface Row {
  readonly scenario: Scenario;
  readonly label: string;
  readonly us: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly processes: readonly number[];
  readonly colour: string;
  readonly text: string;
  /** Where nothing of the row lies beyond: the figure stands there. */
  readonly rightmost: number;
}

export interface TimesChartInput {
  readonly facts: RuntimeFacts;
  /** Of this runtime. */
  readonly cases: readonly CaseResult[];
  readonly trust: Trust;
  readonly exploratory: boolean;
}

/** Null where nothing was measured. */
export function timesChart({ facts, cases, trust, exploratory }: TimesChartInput): Chart | null {
  const rows = cases
    .filter(({ of, leftOut }) => of.trust === trust && leftOut === null)
    .flatMap(({ arms }) => arms)
    .filter((arm) => arm.state === "measured")
    .filter(({ arm }) => shownContexts.includes(arm.context))
    .map((arm) => rowOf(arm, exploratory));
  if (rows.length === 0) return null;
  const words = rows.map(({ label, scenario, text }) => `${label}, ${scenario} ${text}`);
  return {
    description: `${runtimeTitle(facts)}: time of one client with ${trust}, µs, by context: ${words.join("; ")}`,
    spec: { title: pictureTitle(`${runtimeTitle(facts)}, ${trust}`), ...specOf(rows) },
  };
}

function rowOf({ arm, processMediansNs }: MeasuredArm, exploratory: boolean): Row {
  const { value, interval } = medianEstimate(processMediansNs);
  const shown = exploratory ? null : interval;
  const processes = processMediansNs.map((ns) => ns / 1e3);
  return {
    scenario: arm.scenario,
    label: `${arm.client}, ${arm.context}`,
    us: value / 1e3,
    low: shown && shown.low / 1e3,
    high: shown && shown.high / 1e3,
    processes,
    colour: contextColours[arm.context],
    text: microseconds(value),
    rightmost: Math.max(...processes, (shown?.high ?? value) / 1e3),
  };
}

function specOf(rows: readonly Row[]) {
  const labels = [...new Set(rows.map(({ label }) => label))];
  const shown = scenarios.filter((scenario) => rows.some((row) => row.scenario === scenario));
  return {
    spacing: 18,
    hconcat: shown.map((scenario, index) =>
      panel(
        rows.filter((row) => row.scenario === scenario),
        scenario,
        labels,
        index === 0,
      ),
    ),
  };
}

/** Of all dots and intervals, with room for the figure beside the largest. */
function domainOf(rows: readonly Row[]): [number, number] {
  const least = Math.log(Math.min(...rows.flatMap(({ processes, low, us }) => [...processes, low ?? us])));
  const most = Math.log(Math.max(...rows.map(({ rightmost }) => rightmost)));
  const width = Math.max(most - least, 0.5);
  return [Math.exp(least - 0.05 * width), Math.exp(most + 0.25 * width)];
}

function panel(rows: readonly Row[], scenario: Scenario, labels: readonly string[], withLabels: boolean) {
  const domain = domainOf(rows);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { type: "log", nice: false, domain },
    axis: { title: "µs, log scale", values: logTicks(domain), ...numberAxis },
  });
  const axis = { title: null, ticks: false, domain: false, labels: withLabels, labelLimit: 0 };
  const y = { field: "label", type: "nominal", scale: { domain: labels }, axis };
  const color = { field: "colour", type: "nominal", scale: null };
  return {
    title: scenario,
    width: 226,
    height: { step: 21 },
    data: { values: rows },
    layer: [
      {
        transform: [{ flatten: ["processes"] }],
        mark: { type: "point", filled: true, size: 12, opacity: 0.45, yOffset: 6, aria: false },
        encoding: { x: x("processes"), y, color },
      },
      ...intervalLayers({ x, y, color }, { yOffset: -3 }),
      {
        mark: { type: "point", filled: true, size: 26, opacity: 1, yOffset: -3 },
        encoding: { x: x("us"), y, color },
      },
      { mark: figureMark, encoding: { x: x("rightmost"), y, text: { field: "text" } } },
    ],
  };
}
