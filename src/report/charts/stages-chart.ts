/** Where each client pays, as a picture: the stages of a request one after another, fresh above shared. */
import type { Trust } from "../../core/model.ts";
import type { CaseResult, MeasuredArm } from "../../core/results.ts";
import { type RuntimeFacts, stageNames } from "../../core/runtime-facts.ts";
import { median } from "../../core/statistics/quantile.ts";
import { runtimeTitle } from "../input.ts";
import { milliseconds } from "../number-text.ts";
import { pictureTitle, stageColours } from "./chart-style.ts";
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

/** Of a runtime's cases under one trust; null where no client shows its stages. */
export function stagesChart(
  facts: RuntimeFacts,
  cases: readonly CaseResult[],
  trust: Trust,
): StagesChart | null {
  const all = cases
    .filter(({ of }) => of.scenario === "request" && of.trust === trust)
    .flatMap((one) => one.arms)
    .filter((arm) => arm.state === "measured")
    .filter(({ arm, stageDurationsNs }) => shownContexts.includes(arm.context) && stageDurationsNs !== null);
  if (all.length === 0) return null;
  const limitNs = tooLong * median(all.map(({ latencyNs }) => latencyNs));
  const arms = all.filter(({ latencyNs }) => latencyNs <= limitNs);
  return {
    description: `${runtimeTitle(facts)}: time of a request with ${trust} by its stages: ${arms.map(inWords).join("; ")}`,
    spec: {
      title: pictureTitle(`${runtimeTitle(facts)}, ${trust}: request`),
      ...specOf(arms.flatMap(segmentsOf), arms.map(labelOf)),
    },
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
