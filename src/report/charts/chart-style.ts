/**
 * What all pictures have in common: a colour for each runtime, and light and dark in one file. Colours are
 * CSS variables, so that the reader's setting decides; an SVG in a README follows it too.
 */
import type { Context, RuntimeName } from "../../core/model.ts";
import type { StageName } from "../../core/runtime-facts.ts";

/** Told apart by people who see fewer colours as well, and each against its background by 4.5 to 1 or more. */
const colours: Record<RuntimeName, { readonly light: string; readonly dark: string }> = {
  node: { light: "#0f7a43", dark: "#4cc38a" },
  bun: { light: "#b04a00", dark: "#f5a64a" },
  deno: { light: "#0b63b0", dark: "#6cb6ff" },
  python: { light: "#7a3fb0", dark: "#c9a0ff" },
};

/** None of a runtime's: where a colour means a context or a stage, it means nothing else. */
const ink = {
  "--ink": { light: "#1f2328", dark: "#e6edf3" },
  "--faint-ink": { light: "#59636e", dark: "#9198a1" },
  "--paper": { light: "#ffffff", dark: "#0d1117" },
  "--line": { light: "#d1d9e0", dark: "#3d444d" },
  "--before": { light: "#a40e26", dark: "#ff8182" },
  "--stage-created": { light: "#831452", dark: "#ff9ccb" },
  "--stage-connected": { light: "#d6568f", dark: "#c4548c" },
  "--stage-responded": { light: "#8794a1", dark: "#7d8894" },
  "--stage-closed": { light: "#c9d1d9", dark: "#4b545e" },
  "--after": { light: "#087084", dark: "#45cfe0" },
  "--distinct": { light: "#7a5c00", dark: "#e6c655" },
  // Text on areas of `--before` and `--after`; and areas of what is not the point.
  "--on-strong": { light: "#ffffff", dark: "#0d1117" },
  "--quiet": { light: "#e2e7ec", dark: "#30363d" },
};

/** The same for the same runtime everywhere. */
export function runtimeColour(runtime: RuntimeName): string {
  return `var(--${runtime})`;
}

/** The variables as a style sheet. */
export function styleSheet(): string {
  const variables = { ...ink, ...Object.fromEntries(Object.entries(colours).map(([k, v]) => [`--${k}`, v])) };
  const of = (mode: "light" | "dark") =>
    Object.entries(variables)
      .map(([name, colour]) => `${name}:${colour[mode]}`)
      .join(";");
  return `:root{${of("light")}}@media (prefers-color-scheme:dark){:root{${of("dark")}}}`;
}

export const fontFamily = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

/** The stages of a request, in their order: dark to light, so that they differ without colour as well. */
export const stageColours: Record<StageName, string> = {
  created: "var(--stage-created)",
  connected: "var(--stage-connected)",
  responded: "var(--stage-responded)",
  closed: "var(--stage-closed)",
};

/**
 * The same for the same context everywhere. `shared-options` is one object for all as well, so it has the hue of
 * `shared`; a picture that has both, or that names them by colour, gives it another shape and dashes.
 */
export const contextColours: Record<Context, string> = {
  fresh: "var(--before)",
  shared: "var(--after)",
  "shared-options": "var(--after)",
  distinct: "var(--distinct)",
  "reused-client": "var(--faint-ink)",
  "extra-ca": "var(--ink)",
};

/** The figures at the right end of a row's marks, as text. */
export const figureMark = {
  type: "text",
  align: "left",
  baseline: "middle",
  dx: 9,
  fontSize: 11,
  aria: false,
} as const;

/** Where a row has no mark, as text: why. */
export const gapMark = { ...figureMark, fill: "var(--faint-ink)" } as const;

/**
 * Of an axis: thousands by a comma, as in all other text; see number-text.ts. Widths of text are estimated here, by a
 * third too wide: without the separation numbers would be left out that have room.
 */
export const numberAxis = { format: ",~r", labelSeparation: -12 } as const;

/** Of a whole picture: it says of what it is wherever it is shown alone. */
export function pictureTitle(text: string) {
  return { text, fontSize: 15, offset: 10 };
}

/** For Vega-Lite: nothing that would be invisible in one of the two modes. */
export const chartConfiguration = {
  background: "transparent",
  font: fontFamily,
  view: { stroke: null },
  axis: {
    labelColor: "var(--faint-ink)",
    titleColor: "var(--ink)",
    gridColor: "var(--line)",
    domainColor: "var(--line)",
    tickColor: "var(--line)",
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    // The first and the last number stand below their marks, as the others do.
    labelFlush: false,
  },
  legend: {
    labelColor: "var(--ink)",
    titleColor: "var(--ink)",
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    orient: "top",
  },
  header: { labelColor: "var(--ink)", titleColor: "var(--ink)", labelFontSize: 13 },
  title: { color: "var(--ink)", fontSize: 14, anchor: "start", frame: "group", fontWeight: 600 },
  text: { color: "var(--ink)", fontSize: 12 },
  rule: { color: "var(--faint-ink)" },
} as const;
