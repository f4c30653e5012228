/** What the charts of a case have in common: a logarithmic axis of time, and places along the other one. */
import { microseconds } from "../report/number-text.ts";
import { drawing } from "./element.ts";
import { type Range, share, ticks } from "./log-scale.ts";

export interface Frame {
  readonly svg: SVGSVGElement;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of a time, ns. */
  y(ns: number): number;
  /** Of a place, 0..1. */
  x(share: number): number;
}

export interface FrameOptions {
  /** For whoever cannot see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly range: Range;
  readonly xTitle: string;
  /** Labels below the axis, each at its place, 0..1. */
  readonly xLabels: readonly { readonly at: number; readonly text: string }[];
}

const margin = { left: 62, top: 22, right: 10, bottom: 40 };

/** Drawn in the pixels it is shown in, so that its letters stay as large as the page's. */
export function chartFrame(options: FrameOptions): Frame {
  const { description, range, width, height, xTitle, xLabels } = options;
  const inner = {
    left: margin.left,
    top: margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const bottom = inner.top + inner.height;
  const y = (ns: number) => bottom - share(ns, range) * inner.height;
  const x = (place: number) => inner.left + place * inner.width;
  const svg = drawing("svg", {
    class: "chart",
    role: "img",
    "aria-label": description,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
  });
  const microsecondRange = { low: range.low / 1e3, high: range.high / 1e3 };
  for (const tick of ticks(microsecondRange)) {
    const at = y(tick * 1e3);
    svg.append(
      drawing("line", { class: "grid", x1: inner.left, x2: inner.left + inner.width, y1: at, y2: at }),
      label(microseconds(tick * 1e3), inner.left - 6, at + 4, "end"),
    );
  }
  svg.append(label("µs, logarithmic", 4, 12, "start"));
  for (const { at, text } of xLabels) svg.append(label(text, x(at), bottom + 16, "middle"));
  svg.append(label(xTitle, inner.left + inner.width / 2, height - 6, "middle"));
  svg.append(
    drawing("line", { class: "axis", x1: inner.left, x2: inner.left + inner.width, y1: bottom, y2: bottom }),
  );
  return { svg, ...inner, x, y };
}

function label(text: string, x: number, y: number, anchor: string): SVGElement {
  return drawing("text", { x, y, "text-anchor": anchor, class: "label" }, text);
}
