/** CPU over the time of a phase, before and after, for every case: what a monitoring page would show of the change. */
import type { RuntimeFacts } from "../../core/runtime-facts.ts";
import type { ServicePlan } from "../../core/service/service-records.ts";
import type { ServiceArmResult, ServiceResult } from "../../core/service/service-results.ts";
import type { Chart } from "../charts/render-chart.ts";
import { chosenRateText, percent } from "../number-text.ts";
import { armOf, caseTitle, otherArm } from "./service-words.ts";

const names = {
  before: "fresh: a context for each client",
  after: "shared: one for all",
  control: "no clients (control)",
} as const;

interface Point {
  readonly case: string;
  readonly arm: string;
  /** One line on each side of the middle. */
  readonly line: string;
  readonly seconds: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export function serviceChart(
  results: readonly ServiceResult[],
  plan: ServicePlan,
  runtimes: readonly RuntimeFacts[],
): Chart {
  const titles = results.map((one) => panelTitle(one, runtimes));
  const middle = plan.phaseNs / 1e9;
  const values = results.flatMap((one, index) => pointsOf(one, titles[index]!, plan));
  const time = { field: "seconds", type: "quantitative", scale: { domain: [0, 2 * middle], nice: false } };
  const colour = {
    field: "arm",
    type: "nominal",
    title: null,
    legend: { symbolType: "stroke", symbolStrokeWidth: 3, symbolOpacity: 1, labelLimit: 0 },
    scale: { domain: Object.values(names), range: ["var(--before)", "var(--after)", "var(--faint-ink)"] },
  };
  const share = { type: "quantitative", axis: { format: "~%", tickCount: 4 }, title: "of a core" };
  return {
    description: describe(results, runtimes),
    spec: {
      data: { values },
      facet: {
        field: "case",
        type: "nominal",
        title: null,
        sort: titles,
        header: { labelFontSize: 12, labelAnchor: "start" },
      },
      columns: 2,
      bounds: "flush",
      spacing: { row: 56, column: 66 },
      // Each panel has its own axis: one for a row stands far from the panels.
      resolve: { axis: { y: "independent" } },
      spec: {
        width: 310,
        height: 120,
        layer: [
          {
            mark: { type: "area", opacity: 0.2 },
            encoding: {
              x: { ...time, title: "s", axis: { grid: false, tickMinStep: 1, format: "d" } },
              y: { field: "low", ...share },
              y2: { field: "high" },
              color: colour,
              detail: { field: "line" },
            },
          },
          {
            mark: { type: "line", strokeWidth: 2 },
            encoding: { x: time, y: { field: "median", ...share }, color: colour, detail: { field: "line" } },
          },
          { mark: { type: "rule", strokeDash: [4, 3] }, encoding: { x: { datum: middle } } },
        ],
      },
    },
  };
}

function panelTitle({ case: of }: ServiceResult, runtimes: readonly RuntimeFacts[]): string {
  return `${caseTitle(of, runtimes)}: ${chosenRateText(of.ratePerSecond)}/s`;
}

function pointsOf(result: ServiceResult, title: string, plan: ServicePlan): Point[] {
  const control = armOf(result, "control");
  return [
    ...side(armOf(result, "fresh"), title, names.before, 0, plan),
    ...side(otherArm(result), title, names.after, 1, plan),
    ...side(control, title, names.control, 0, plan),
    ...side(control, title, names.control, 1, plan),
  ];
}

/** Each slice in its middle. */
function side(
  result: ServiceArmResult | undefined,
  title: string,
  arm: string,
  place: 0 | 1,
  { phaseNs, sliceNs }: ServicePlan,
): Point[] {
  return (result?.slices ?? []).map(({ low, median, high }, index) => ({
    case: title,
    arm,
    line: `${arm} ${place}`,
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
