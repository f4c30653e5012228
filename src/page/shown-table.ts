/** A table in a case's view, made of the markdown that its button copies. */
import { alignedSource } from "./aligned-table.ts";
import { copyButton } from "./copy-button.ts";
import { element } from "./element.ts";
import { parseTable, plainTextOf, spansOf } from "./inline-markdown.ts";

/** `title` is for screen readers. */
export function shownTable(source: string, title: string): HTMLElement {
  const { headings, isNumber, rows } = parseTable(source);
  const head = headings.map((text, index) =>
    element("th", { scope: "col", class: isNumber[index] ? "number" : false }, ...inline(text)),
  );
  const body = rows.map((cells) =>
    element(
      "tr",
      {},
      ...cells.map((text, index) => element("td", { class: kindOf(text, isNumber[index]) }, ...inline(text))),
    ),
  );
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  );
  return element(
    "div",
    { class: "table" },
    copyButton("Copy as markdown", () => alignedSource(source)),
    element("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": title }, table),
  );
}

/** As in the tables that the page was written with: see cellClass() in src/report/html/render-markdown.ts. */
function kindOf(text: string, isNumber: boolean | undefined): string | false {
  if (isNumber) return "number";
  return plainTextOf(text).length > 24 ? "long" : false;
}

/** A line of markdown as nodes. */
export function inline(text: string): (Node | string)[] {
  return spansOf(text).map(({ style, text: part }) => (style === "plain" ? part : element(style, {}, part)));
}
