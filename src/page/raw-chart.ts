/** Every operation of a case as a point, at its index and time, after the run's file was dropped on the page. */
import type { Context } from "../core/model.ts";
import { countText } from "../report/number-text.ts";
import { chartFrame } from "./chart-frame.ts";
import { currentColourOf } from "./context-marks.ts";
import { density, longestProcess, timesOf } from "./density.ts";
import { element } from "./element.ts";
import { rangeOf } from "./log-scale.ts";
import type { RawObservation } from "./raw-run.ts";

export interface RawArm {
  readonly context: Context;
  readonly observations: readonly RawObservation[];
}

const height = 300;

const shortTitle = "operation's index in its process";
/** The long title is drawn over both edges of what is narrower. */
const roomForTitle = 560;

export function rawChart(id: string, arms: readonly RawArm[], width: number): HTMLElement {
  const all = arms.flatMap(({ observations }) => observations);
  const operations = longestProcess(all);
  const range = rangeOf(timesOf(all));
  const labels = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const index = Math.round(share * (operations - 1));
    return { at: (index + 0.5) / operations, text: countText(1 + index) };
  });
  const frame = chartFrame({
    description: `Every operation of ${id}: its index in its process and its time; darker where there are more`,
    width,
    height,
    range,
    xTitle: width < roomForTitle ? shortTitle : `${shortTitle}, the first one and the warm-up among them`,
    xLabels: labels,
  });
  const ratio = window.devicePixelRatio || 1;
  const columns = Math.max(1, Math.round(frame.width * ratio));
  const rows = Math.max(1, Math.round(frame.height * ratio));
  const canvas = element("canvas", { width: columns, height: rows, "aria-hidden": "true" });
  // In shares of the frame, which is made smaller where paper is narrow.
  canvas.style.left = `${(100 * frame.left) / width}%`;
  canvas.style.top = `${(100 * frame.top) / height}%`;
  canvas.style.width = `${(100 * frame.width) / width}%`;
  canvas.style.height = `${(100 * frame.height) / height}%`;
  const context = canvas.getContext("2d")!;
  const image = context.createImageData(columns, rows);
  // Where there are few operations a point is larger than a pixel, or nobody would find it.
  const room = columns / operations / ratio;
  const size = Math.round((room > 8 ? 3 : room > 2 ? 2 : 1) * ratio);
  for (const [index, arm] of arms.entries()) {
    const offset = 0.1 + (0.8 * (index + 0.5)) / arms.length;
    const counts = density(arm.observations, { columns, rows, range, operations, offset });
    paint(image, counts, currentColourOf(arm.context), size);
  }
  context.putImageData(image, 0, 0);
  return element("div", { class: "raw-chart" }, frame.svg, canvas);
}

/** Over what is painted already; more operations on a pixel cover more of it. */
function paint(
  { data, width, height }: ImageData,
  counts: Uint32Array,
  colour: readonly [number, number, number],
  size: number,
): void {
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] === 0) continue;
    const cover = Math.min(1, 0.55 + 0.15 * Math.log2(counts[at]!));
    const [column, row] = [at % width, Math.floor(at / width)];
    for (let y = row; y < Math.min(height, row + size); y++) {
      for (let x = column; x < Math.min(width, column + size); x++) {
        blend(data, 4 * (y * width + x), colour, cover);
      }
    }
  }
}

function blend(
  data: ImageData["data"],
  at: number,
  colour: readonly [number, number, number],
  cover: number,
): void {
  const under = (data[at + 3]! / 255) * (1 - cover);
  const whole = cover + under;
  for (const [channel, value] of colour.entries()) {
    data[at + channel] = (value * cover + data[at + channel]! * under) / whole;
  }
  data[at + 3] = whole * 255;
}
