/**
 * A chart as SVG text, by Vega-Lite: without a browser, and the same bytes for the same input, as text widths are
 * estimated and not measured (no canvas is installed).
 */
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { visibleText } from "../../core/visible-text.ts";
import { chartConfiguration, fontFamily, styleSheet } from "./chart-style.ts";

export interface Chart {
  /** What it shows, for whoever cannot see it: one sentence with the main figures. */
  readonly description: string;
  /**
   * Vega-Lite, without `$schema`, `config` and `description`. At most 800 px wide with its axes. Not of Vega-Lite's own
   * type: that is a union of hundreds of literals, which no object that is put together of parts is seen to be of.
   */
  readonly spec: object;
  /** True where each mark's description is also to be shown when it is pointed at: Vega writes it for readers of screens alone. */
  readonly hoverTitles?: boolean;
}

export async function renderChart({ description, spec, hoverTitles }: Chart): Promise<string> {
  const whole = { ...withVisibleTexts(spec), config: chartConfiguration } as TopLevelSpec;
  const view = new View(parse(compile(whole).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  // Each text would name it: a sixth of a flame graph.
  const short = withOwnIds(withShortCoordinates(svg)).replaceAll(` font-family="${fontFamily}"`, "");
  const labelled = hoverTitles ? withHoverTitles(short) : short;
  return labelled.replace(/^<svg ([^>]*)>/, (_all, attributes: string) => {
    const label = `<title>${escapeXml(visibleText(description))}</title><style>${styleSheet()}text{font-family:${fontFamily}}</style>`;
    return `<svg ${attributes} role="img">${label}`;
  });
}

/**
 * XML knows no characters that control something: a picture with one in a name would not be shown at all. Nor do Vega's
 * expressions know U+2028, which Vega-Lite writes into them where a facet is sorted by names.
 */
function withVisibleTexts<Value>(value: Value): Value {
  if (typeof value === "string") return visibleText(value) as Value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withVisibleTexts) as Value;
  const entries = Object.entries(value).map(([key, one]) => [key, withVisibleTexts(one)]);
  return Object.fromEntries(entries) as Value;
}

/** A hundredth of a pixel is seen by nobody; fourteen more digits are a third of the file. */
function withShortCoordinates(svg: string): string {
  return svg.replaceAll(/ (?:d|transform|x|y|x2|y2)="[^"]*"/g, (attribute) =>
    attribute.replaceAll(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
}

/** Vega numbers what clips and colours in the order of the process: a picture would depend on those drawn before it. */
function withOwnIds(svg: string): string {
  const known = new Map<string, string>();
  return svg.replaceAll(/(?<=id="|url\(#)(clip|gradient_)\d+/g, (id, kind: string) => {
    if (!known.has(id)) known.set(id, `${kind}${known.size}`);
    return known.get(id)!;
  });
}

/** `<path aria-label="x" …/>` becomes `<path …><title>x</title></path>`: a title is read out as well. */
function withHoverTitles(svg: string): string {
  return svg.replaceAll(
    /<path aria-label="([^"]*)" ([^>]*?)\/?>(?:<\/path>)?/g,
    "<path $2><title>$1</title></path>",
  );
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
