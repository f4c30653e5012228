/** A colour and a shape for each context, the same in every chart of a case; whoever sees no colour sees the shape. */
import type { Context } from "../core/model.ts";
import { drawing, element } from "./element.ts";

/** `fresh` and `shared` as in the pictures of the other pages. */
const colours: Record<Context, string> = {
  fresh: "--before",
  shared: "--after",
  "shared-options": "--after",
  distinct: "--distinct",
  "reused-client": "--faint-ink",
  "extra-ca": "--ink",
};

/** Outlines around 0, 0; about 8 px across. */
const outlines: Record<Context, string> = {
  fresh: "M4,0A4,4 0 1,1 -4,0A4,4 0 1,1 4,0Z",
  shared: "M-3.5,-3.5h7v7h-7Z",
  "shared-options": "M0,-4.5L4.5,4H-4.5Z",
  distinct: "M0,-5L5,0L0,5L-5,0Z",
  "reused-client": "M-4,-4L4,4M-4,4L4,-4",
  "extra-ca": "M0,-5V5M-5,0H5",
};

export function colourOf(context: Context): string {
  return `var(${colours[context]})`;
}

/** The colour as it is now, in light or dark: a canvas knows no variables. Red, green, blue. */
export function currentColourOf(context: Context): readonly [number, number, number] {
  const hexadecimal = getComputedStyle(document.documentElement).getPropertyValue(colours[context]).trim();
  const value = Number.parseInt(hexadecimal.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** `text` appears when it is pointed at. */
export function mark(context: Context, x: number, y: number, text?: string): SVGElement {
  const isOpen = context === "reused-client" || context === "extra-ca";
  return drawing(
    "path",
    {
      d: outlines[context],
      transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
      fill: isOpen ? "none" : colourOf(context),
      stroke: isOpen ? colourOf(context) : "none",
      "stroke-width": 2,
    },
    text === undefined ? null : drawing("title", {}, text),
  );
}

export function legend(contexts: readonly Context[]): HTMLElement {
  return legendOf(contexts, (context) => mark(context, 0, 0));
}

/** Of a picture that is made of pixels: a shape would promise what it does not show. */
export function colourLegend(contexts: readonly Context[]): HTMLElement {
  return legendOf(contexts, (context) =>
    drawing("rect", { x: -4, y: -4, width: 8, height: 8, fill: colourOf(context) }),
  );
}

function legendOf(contexts: readonly Context[], drawn: (context: Context) => SVGElement): HTMLElement {
  const items = contexts.map((context) => {
    const swatch = drawing(
      "svg",
      { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" },
      drawn(context),
    );
    return element("li", {}, swatch, context);
  });
  return element("ul", { class: "legend" }, ...items);
}
