/**
 * A picture in the page itself: its texts can be found, hovered and read aloud. Only what draws is let through; a
 * picture with anything else is shown as an image, in which nothing runs and nothing is fetched.
 */
import { escapeHtml } from "./escape.ts";

const elements = new Set([
  "svg",
  "g",
  "path",
  "rect",
  "line",
  "circle",
  "text",
  "tspan",
  "title",
  "desc",
  "polygon",
  "polyline",
]);

/** Attributes that can name a file, run something or, as `style` does, be refused by the page's own policy. */
const refused = /^(?:on.*|style|href|xlink:href|src|id|clip-path|mask|filter)$/i;

const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*\/?>/g;

/** `label` stands for the picture where it is read aloud. */
export function inlineSvg(svg: string, label: string): string {
  const bare = withoutStyle(svg);
  if (!drawsOnly(bare)) return asImage(svg, label);
  const drawn = withoutSilent(bare);
  return drawn.replace("<svg", `<svg class="picture" role="img" aria-label="${escapeHtml(label)}"`);
}

/** What a picture says of itself, where it does. */
export function pictureTitle(svg: string): string | null {
  const title = /^\s*(?:<\?xml[^>]*>)?\s*<svg[^>]*>\s*<title>([^<]+)<\/title>/.exec(svg)?.[1];
  if (title === undefined) return null;
  return title
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/**
 * A picture with a label is one thing to a screen reader: what its parts say of themselves is never read, and makes up
 * a third of the file. The attributes that go say what holds without them.
 */
function withoutSilent(svg: string): string {
  return (
    svg
      // Vega's groups have two each, which draw nothing.
      .replaceAll(/<path (?=[^>]*class="(?:back|fore)ground")(?![^>]* (?:fill|stroke)=)[^>]*\/>/g, "")
      .replaceAll(/ (?:role|aria-[a-z]+|class|version|xmlns|xmlns:xlink|pointer-events)="[^"]*"/g, "")
      .replaceAll(/ (?:opacity|stroke-opacity|fill-opacity)="1"/g, "")
      .replaceAll(/<g>\s*<\/g>/g, "")
  );
}

/** The page has the same variables, and a style sheet of its own would need a hash of its own. */
function withoutStyle(svg: string): string {
  return svg
    .replace(/^\s*<\?xml[^>]*\?>\s*/, "")
    .replaceAll(/<style>[^<]*<\/style>/g, "")
    .trim();
}

function drawsOnly(svg: string): boolean {
  if (!/^<svg[ >]/.test(svg) || !svg.endsWith("</svg>")) return false;
  const remaining = svg.replaceAll(tag, (whole, _slash, name: string, attributes: string) =>
    elements.has(name) && namesOf(attributes).every((one) => !refused.test(one)) ? "" : whole,
  );
  return !remaining.includes("<") && !/url\s*\(/i.test(svg);
}

function namesOf(attributes: string): string[] {
  return [...attributes.matchAll(/([\w:-]+)="/g)].map(([, name]) => name!);
}

function asImage(svg: string, label: string): string {
  const bytes = new TextEncoder().encode(svg);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `<img class="picture" alt="${escapeHtml(label)}" src="data:image/svg+xml;base64,${base64}">`;
}
