/** CPU over the time of a phase, before and after, for every case: what a monitoring page would show of the change. */
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { ServiceArm, ServicePlan } from "../../core/service/service-records.ts";
import type { ServiceArmResult, ServiceResult } from "../../core/service/service-results.ts";
import { contextColours } from "../charts/chart-style.ts";
import type { Chart } from "../charts/render-chart.ts";
import { chosenRateText, percent } from "../number-text.ts";
import { armOf, caseTitle, otherArm } from "./service-words.ts";

interface Look {
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

const looks: Record<ServiceArm, Look> = {
  fresh: { name: "fresh: a context for each client", colour: contextColours.fresh, dash: [] },
  shared: { name: "shared: one for all", colour: contextColours.shared, dash: [] },
  "shared-options": {
    name: "shared-options: one options object",
    colour: contextColours["shared-options"],
    dash: [3, 2],
  },
  control: { name: "no clients (control)", colour: "var(--faint-ink)", dash: [] },
};

interface Point {
  readonly case: string;
  /** Its name in the legend. */
  readonly arm: string;
  /** One line on each side of the middle. */
  readonly line: string;
  readonly seconds: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

interface Word {
  readonly case: string;
  readonly word: string;
  /** Where its middle stands. */
  readonly seconds: number;
}

export function serviceChart(
  results: readonly ServiceResult[],
  plan: ServicePlan,
  runtimes: readonly RuntimeFacts[],
): Chart {
  const titles = results.map((one) => panelTitle(one, runtimes));
  const points = results.flatMap((one, index) => pointsOf(one, titles[index]!, plan));
  const words = results.flatMap((one, index) => wordsOf(one, titles[index]!, plan));
  return {
    description: describe(results, runtimes),
    spec: {
      data: { values: [...points, ...words] },
      facet: {
        field: "case",
        type: "nominal",
        title: null,
        sort: titles,
        // Above the words, which stand above the panel.
        header: { labelFontSize: 12, labelAnchor: "start", labelPadding: 6 },
      },
      columns: 2,
      bounds: "flush",
      spacing: { row: 90, column: 73 },
      // Each panel has its own axes: one for a row or a column stands far from the panels.
      resolve: { axis: { x: "independent", y: "independent" } },
      spec: { width: 300, height: 120, layer: layersOf(points, plan.phaseNs / 1e9) },
    },
  };
}

function layersOf(points: readonly Point[], middle: number) {
  const time = { field: "seconds", type: "quantitative", scale: { domain: [0, 2 * middle], nice: false } };
  const x = { ...time, title: "s", axis: { grid: false, tickMinStep: 1, format: "d" } };
  const share = {
    type: "quantitative",
    axis: { labelExpr: "format(100 * datum.value, 'd') + ' %'", tickCount: 4 },
    title: "CPU, % of a core",
  };
  const shown = Object.values(looks).filter(({ name }) => points.some(({ arm }) => arm === name));
  const domain = shown.map(({ name }) => name);
  const arm = { field: "arm", type: "nominal", title: null };
  const legend = { columns: 2, symbolType: "stroke", symbolStrokeWidth: 3, symbolOpacity: 1, labelLimit: 0 };
  const color = { ...arm, legend, scale: { domain, range: shown.map(({ colour }) => colour) } };
  const strokeDash = { ...arm, legend, scale: { domain, range: shown.map(({ dash }) => dash) } };
  const detail = { field: "line" };
  const curve = [{ filter: "isValid(datum.line)" }];
  return [
    {
      transform: curve,
      mark: { type: "area", opacity: 0.2 },
      encoding: { x, y: { field: "low", ...share }, y2: { field: "high" }, color, detail },
    },
    {
      transform: curve,
      mark: { type: "line", strokeWidth: 2 },
      encoding: { x: time, y: { field: "median", ...share }, color, strokeDash, detail },
    },
    { mark: { type: "rule", strokeDash: [4, 3] }, encoding: { x: { datum: middle } } },
    {
      transform: [{ filter: "isValid(datum.word)" }],
      mark: { type: "text", fontSize: 11, fill: "var(--faint-ink)", aria: false },
      encoding: { x: time, y: { value: -9 }, text: { field: "word" } },
    },
  ];
}

/** What is left and right of the middle. */
function wordsOf(result: ServiceResult, title: string, { phaseNs }: ServicePlan): Word[] {
  const after = otherArm(result)?.arm ?? "shared";
  const words = ["before: fresh", `after: ${after}`];
  return words.map((word, place) => ({ case: title, word, seconds: ((place + 0.5) * phaseNs) / 1e9 }));
}

function panelTitle({ case: of }: ServiceResult, runtimes: readonly RuntimeFacts[]): string {
  return `${caseTitle(of, runtimes)}: ${chosenRateText(of.ratePerSecond)}/s`;
}

function pointsOf(result: ServiceResult, title: string, plan: ServicePlan): Point[] {
  const control = armOf(result, "control");
  return [
    ...side(armOf(result, "fresh"), title, 0, plan),
    ...side(otherArm(result), title, 1, plan),
    ...side(control, title, 0, plan),
    ...side(control, title, 1, plan),
  ];
}

/** Each slice in its middle. */
function side(
  result: ServiceArmResult | undefined,
  title: string,
  place: 0 | 1,
  { phaseNs, sliceNs }: ServicePlan,
): Point[] {
  if (!result) return [];
  const { name } = looks[result.arm];
  return result.slices.map(({ low, median, high }, index) => ({
    case: title,
    arm: name,
    line: `${name} ${place}`,
    seconds: (place * phaseNs + (index + 0.5) * sliceNs) / 1e9,
    low: rounded(low),
    median: rounded(median),
    high: rounded(high),
  }));
}

/** More digits than a pixel has would only make the file larger. */
function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}

function describe(results: readonly ServiceResult[], runtimes: readonly RuntimeFacts[]): string {
  const shares = results.map((one) => {
    const [fresh, other] = [armOf(one, "fresh"), otherArm(one)].map((arm) => arm?.figures?.cpuShare);
    if (fresh === undefined || other === undefined) return `${caseTitle(one.case, runtimes)} not measured`;
    return `${panelTitle(one, runtimes)} from ${percent(fresh)} to ${percent(other)}`;
  });
  return `CPU of the process over time, before and after sharing a TLS context: ${shares.join("; ")}.`;
}
