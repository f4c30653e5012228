/** Where each client pays, as a picture: the stages of a request one after another, fresh above shared. */
import type { Trust } from "../../core/model.ts";
import type { CaseResult, MeasuredArm } from "../../core/results.ts";
import { stageNames } from "../../core/runtime-facts.ts";
import { median } from "../../core/statistics/quantile.ts";
import { milliseconds } from "../number-text.ts";
import { stageColours } from "./chart-style.ts";
import type { Chart } from "./render-chart.ts";

const shownContexts = ["fresh", "shared", "shared-options"];

interface Segment {
  readonly arm: string;
  readonly stage: string;
  readonly order: number;
  readonly ms: number;
}

export interface StagesChart extends Chart {
  /** Arms that take so long that the others would not be seen, in words. */
  readonly leftOut: readonly string[];
}

/** An arm that takes this many times the median arm's time is left out of the picture. */
const tooLong = 4;

/** Of the cases of one runtime under one trust; null where no client shows its stages. */
export function stagesChart(cases: readonly CaseResult[], trust: Trust): StagesChart | null {
  const all = cases
    .filter(({ of }) => of.scenario === "request" && of.trust === trust)
    .flatMap((one) => one.arms)
    .filter((arm) => arm.state === "measured")
    .filter(({ arm, stageDurationsNs }) => shownContexts.includes(arm.context) && stageDurationsNs !== null);
  if (all.length === 0) return null;
  const limitNs = tooLong * median(all.map(({ latencyNs }) => latencyNs));
  const arms = all.filter(({ latencyNs }) => latencyNs <= limitNs);
  return {
    description: descriptionOf(arms, trust),
    spec: specOf(arms.flatMap(segmentsOf), arms.map(labelOf)),
    leftOut: all.filter((arm) => !arms.includes(arm)).map(inWords),
  };
}

function inWords(arm: MeasuredArm): string {
  return `${labelOf(arm)} ${milliseconds(arm.latencyNs)} ms`;
}

function labelOf({ arm }: MeasuredArm): string {
  return `${arm.client}, ${arm.context}`;
}

function segmentsOf(measured: MeasuredArm): Segment[] {
  return stageNames.flatMap((stage, order) => {
    const durationNs = measured.stageDurationsNs![stage];
    if (durationNs === null) return [];
    return [{ arm: labelOf(measured), stage, order, ms: durationNs / 1e6 }];
  });
}

function descriptionOf(arms: readonly MeasuredArm[], trust: Trust): string {
  const words = arms.map(inWords);
  return `Time of a request with ${trust} by its stages: ${words.join("; ")}`;
}

function specOf(segments: readonly Segment[], arms: readonly string[]) {
  return {
    width: 520,
    height: { step: 20 },
    data: { values: segments },
    mark: { type: "bar", height: 13 },
    encoding: {
      y: {
        field: "arm",
        type: "nominal",
        scale: { domain: arms },
        axis: { title: null, ticks: false, domain: false, labelLimit: 0 },
      },
      x: {
        field: "ms",
        type: "quantitative",
        stack: "zero",
        axis: { title: "ms, medians of the stages", tickCount: 6 },
      },
      color: {
        field: "stage",
        type: "nominal",
        scale: { domain: [...stageNames], range: stageNames.map((stage) => stageColours[stage]) },
        legend: { title: "until" },
      },
      order: { field: "order", type: "quantitative" },
    },
  };
}
