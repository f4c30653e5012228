/** A flame graph of one profile: the frames that count in strong colours, all others muted. */
import type { CountedKind } from "../../core/profile/counted-frames.ts";
import type { FlameBox, FlameLayout } from "../../core/profile/flame-layout.ts";
import type { Chart } from "../charts/render-chart.ts";
import { tenthsPercent } from "../number-text.ts";

export interface FlameTexts {
  /** e.g. `Node 26.10.0 node:https, request, fresh` */
  readonly title: string;
  /** Lines; each must fit beside the boxes, or the picture grows and GitHub shrinks it. */
  readonly subtitle: readonly string[];
  readonly description: string;
}

const widthPx = 800;
const rowPx = 18;
const fontPx = 11;
/** Of the font's letters, on average: text is not measured here. */
const letterPx = 6.1;
const gapPx = 1;
const paddingPx = 4;

const fills = { context: "var(--before)", certificates: "var(--after)", rest: "var(--quiet)" };
const meanings: Record<CountedKind, string> = {
  context: "builds a TLS context",
  certificates: "works on the given CAs elsewhere",
};

/** Narrower boxes would be lines without a name. */
export const leastShare = 0.003;

export function flameChart(layout: FlameLayout, texts: FlameTexts): Chart {
  const rows = layout.boxes.map((box) => rowOf(box, layout.depth));
  const x = { field: "x", type: "quantitative", axis: null, scale: { domain: [0, widthPx], nice: false } };
  const y = { field: "y", type: "quantitative", axis: null };
  const scale = { domain: [0, layout.depth * rowPx], nice: false, reverse: true };
  const spec = {
    width: widthPx,
    height: layout.depth * rowPx,
    padding: 4,
    title: {
      text: texts.title,
      subtitle: [...texts.subtitle],
      subtitleColor: "var(--faint-ink)",
      subtitleFontSize: 12,
    },
    data: { values: rows },
    layer: [
      {
        mark: "rect",
        encoding: {
          x,
          x2: { field: "x2" },
          y: { ...y, scale },
          y2: { field: "y2" },
          color: { field: "fill", type: "nominal", scale: null },
          description: { field: "label", type: "nominal" },
        },
      },
      {
        transform: [{ filter: "datum.text !== ''" }],
        // Clipped, or a name in the last boxes, whose width is only guessed, would make the picture wider.
        mark: { type: "text", align: "left", baseline: "middle", fontSize: fontPx, aria: false, clip: true },
        encoding: {
          x: { ...x, field: "textX" },
          y: { ...y, field: "textY", scale },
          text: { field: "text", type: "nominal" },
          color: { field: "ink", type: "nominal", scale: null },
        },
      },
    ],
  };
  return { description: texts.description, spec: spec, hoverTitles: true };
}

function rowOf(box: FlameBox, depth: number) {
  const [x, right] = [box.from * widthPx, box.to * widthPx];
  // The outermost at the bottom, as flame graphs have it.
  const y = (depth - 1 - box.depth) * rowPx;
  return {
    x: rounded(x),
    x2: rounded(Math.max(x + 0.5, right - gapPx)),
    y,
    y2: y + rowPx - gapPx,
    textX: rounded(x + paddingPx),
    textY: y + (rowPx - gapPx) / 2,
    text: cutText(box.functionName || "(anonymous)", right - x - gapPx - 2 * paddingPx),
    label: labelOf(box),
    fill: fills[box.counts ?? "rest"],
    ink: box.counts === null ? "var(--ink)" : "var(--on-strong)",
  };
}

/** What a reader sees who points at a box, or has it read out. */
function labelOf({ functionName, url, from, to, counts }: FlameBox): string {
  const where = url === "" ? "" : ` (${url})`;
  const kind = counts === null ? "" : `, ${meanings[counts]}`;
  return `${functionName || "(anonymous)"}${where}: ${tenthsPercent(to - from)} of the CPU samples${kind}`;
}

/** As much of the name as fits; nothing where that would tell nothing. */
function cutText(name: string, roomPx: number): string {
  const letters = Math.floor(roomPx / letterPx);
  if (letters >= name.length) return name;
  return letters < 4 ? "" : `${name.slice(0, letters - 1)}…`;
}

function rounded(px: number): number {
  return Math.round(px * 100) / 100;
}
