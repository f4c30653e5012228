/** Every round of a case: the median operation of each process. */
import type { PageCase } from "../core/report-page/page-data.ts";
import { valueAt } from "../core/report-page/process-columns.ts";
import { microseconds } from "../report/number-text.ts";
import { chartFrame } from "./chart-frame.ts";
import { mark } from "./context-marks.ts";
import { rangeOf } from "./log-scale.ts";

interface Point {
  readonly context: PageCase["arms"][number]["context"];
  readonly arm: number;
  readonly round: number;
  readonly ns: number;
}

function pointsOf({ arms }: PageCase): Point[] {
  return arms.flatMap(({ context, processes }, arm) => {
    const points: Point[] = [];
    for (let index = 0; index < processes.count; index++) {
      const ns = valueAt(processes.medianNs, index);
      // A process that failed has a line in the table; its time is of something else than was planned.
      if (ns === null || valueAt(processes.failure, index) !== null) continue;
      if (!valueAt(processes.isCounted, index)) continue;
      points.push({ context, arm, round: valueAt(processes.round, index), ns });
    }
    return points;
  });
}

export function roundsChart(of: PageCase, rounds: number, width: number): SVGElement {
  const points = pointsOf(of);
  const place = (round: number) => (round - 0.5) / rounds;
  const every = Math.ceil((rounds * 26) / width);
  const labelled = Array.from({ length: rounds }, (_, index) => index + 1).filter(
    (round) => (round - 1) % every === 0,
  );
  const frame = chartFrame({
    description: `Median operation of each process of ${of.id} by round; the table below has the values`,
    width,
    height: 240,
    range: rangeOf(points.map(({ ns }) => ns)),
    xTitle: "round",
    xLabels: labelled.map((round) => ({ at: place(round), text: String(round) })),
  });
  // Side by side within a round, or those that are alike would cover each other.
  const step = Math.min(9, frame.width / rounds / (of.arms.length + 1));
  for (const { context, arm, round, ns } of points) {
    const x = frame.x(place(round)) + (arm - (of.arms.length - 1) / 2) * step;
    frame.svg.append(mark(context, x, frame.y(ns), `${context}, round ${round}: ${microseconds(ns)} µs`));
  }
  return frame.svg;
}
