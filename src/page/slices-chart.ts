/** How an operation's cost moves as its process grows older: medians, and the middle 90 % of the operations as a band. */
import { operationSlices } from "../core/report-page/operation-slices.ts";
import {
  type OperationSlice,
  type PageArm,
  type PageCase,
  sliceShares,
} from "../core/report-page/page-data.ts";
import { countText } from "../report/number-text.ts";
import { chartFrame } from "./chart-frame.ts";
import { colourOf, mark } from "./context-marks.ts";
import { drawing } from "./element.ts";
import { rangeOf } from "./log-scale.ts";

export function slicesChart(of: PageCase, width: number): SVGElement {
  const { id, arms } = of;
  const slices = operationSlices(of);
  const place = (index: number) => (index + 0.5) / slices.length;
  const frame = chartFrame({
    description: `Operations of ${id} by their index in the process, the median and the middle 90 %; the table below has the values`,
    width,
    height: 260,
    range: rangeOf(arms.flatMap(({ sliceQuantilesNs }) => sliceQuantilesNs)),
    xTitle: "operation's index in its process",
    xLabels: labelsOf(slices, width).map(({ index, text }) => ({ at: place(index), text })),
  });
  const shown = arms.filter(({ sliceQuantilesNs }) => sliceQuantilesNs.length > 0);
  const edge = (arm: PageArm, quantile: number) =>
    slices.map((_, index) => {
      const ns = quantileAt(arm, index, quantile);
      return [frame.x(place(index)), frame.y(ns)] as const;
    });
  for (const arm of shown) {
    const around = [...edge(arm, 0), ...edge(arm, sliceShares.length - 1).reverse()];
    frame.svg.append(
      drawing("polygon", { points: pointsText(around), fill: colourOf(arm.context), opacity: 0.16 }),
    );
  }
  for (const arm of shown) {
    const line = edge(arm, medianIndex);
    const stroke = colourOf(arm.context);
    frame.svg.append(
      drawing("polyline", { points: pointsText(line), fill: "none", stroke, "stroke-width": 1.5 }),
      ...line.map(([x, y]) => mark(arm.context, x, y)),
    );
  }
  return frame.svg;
}

const medianIndex = sliceShares.indexOf(0.5);

export function quantileAt({ sliceQuantilesNs }: PageArm, slice: number, quantile: number): number {
  return sliceQuantilesNs[slice * sliceShares.length + quantile]!;
}

function pointsText(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
}

/** `first`, `warm-up`, then the timed ones; fewer where there is no room. */
function labelsOf(slices: readonly OperationSlice[], width: number) {
  const starts = slices.findIndex(({ phase }) => phase === "timed");
  const every = width < 560 ? 4 : 2;
  return slices.flatMap(({ phase, to }, index) => {
    if (phase === "first") return [{ index, text: "first" }];
    if (phase === "warm-up") return index === 3 ? [{ index, text: "warm-up" }] : [];
    return (index - starts) % every === every - 1 ? [{ index, text: countText(to) }] : [];
  });
}

/** `warm-up 3–4` */
export function sliceName({ phase, from, to }: OperationSlice): string {
  if (phase === "first") return "first";
  const last = countText(to);
  return from === to ? `${phase} ${last}` : `${phase} ${countText(from)}–${last}`;
}
