/** Markdown that stays what it is meant to be, whatever the words in a results file are. */
import { markdownTable } from "markdown-table";
import { visibleText } from "../core/visible-text.ts";
import { anchorMark } from "./row-anchor.ts";

/** A column: its heading, which way it is aligned, and the cell of a row. Cells are markdown already. */
export interface Column<Row> {
  readonly heading: string;
  readonly align?: "left" | "right";
  readonly cell: (row: Row) => string;
}

/** Each row can be linked to, by the name that `anchor` gives; see row-anchor.ts. A page has no name twice. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  anchor: (row: Row) => string,
): string {
  const [first, ...others] = columns as readonly [Column<Row>, ...Column<Row>[]];
  return unnamedTable(rows, [
    { ...first, cell: (row) => `${anchorMark(anchor(row))}${first.cell(row)}` },
    ...others,
  ]);
}

/** Where nobody can link to a row: in another project's issue, in a view that a script makes. */
export function unnamedTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cellsOf = (row: Row) => columns.map(({ cell }) => cell(row));
  return markdownTable([columns.map(({ heading }) => heading), ...rows.map(cellsOf)], {
    align: columns.map(({ align }) => align ?? "left"),
  });
}

/** Text from a results file inside a line of markdown. */
export function plain(text: string): string {
  // A blank before the star that is to end it would keep what is emphasised around it from being so.
  return withoutBlockStart(escaped(text.trim()));
}

function escaped(text: string): string {
  return (
    visibleText(text.replaceAll(/\s+/g, " "))
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      // An underscore between letters is one in GitHub's markdown; between dollars it sees a formula.
      .replaceAll(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&")
      // GitHub makes a link of what looks like an address: https://github.github.com/gfm/#autolinks-extension-
      .replaceAll("://", "\\://")
      .replaceAll(/\bwww(?=\.)/gi, "$&\\")
  );
}

/** What stands first in its block, as an item of a list does, would be a heading, a list or a line there. */
function withoutBlockStart(text: string): string {
  return text.replace(/^ ?(?=(?:#{1,6}|[-+]+)(?: |$))/, "$&\\").replace(/^ ?\d{1,9}(?=[.)](?: |$))/, "$&\\");
}

/** The same for a sentence that has names between backticks, which become code. */
export function sentence(text: string): string {
  const parts = text.split("`");
  // An odd one out closes nothing.
  if (parts.length % 2 === 0) return plain(text);
  return withoutBlockStart(
    parts.map((part, index) => (index % 2 === 1 ? code(part) : escaped(part))).join(""),
  );
}

/** A word from a results file as code; what could end the code, or the cell it is in, is written otherwise. */
export function code(text: string): string {
  const shown = visibleText(text.replaceAll(/\s+/g, " ")).replaceAll("`", "'").replaceAll("|", "\\|");
  // Two backticks with nothing between them would begin another piece of code.
  return `\`${shown || " "}\``;
}

/** A link to a file; its path may hold anything. */
export function link(text: string, path: string): string {
  return `[${plain(text)}](${targetOf(path)})`;
}

/** A picture; its text is for whoever cannot see it. */
export function image(text: string, path: string): string {
  return `![${plain(text)}](${targetOf(path)})`;
}

function targetOf(path: string): string {
  return encodeURI(path).replaceAll(/[()#?]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

export function fence(source: string, language: string): string {
  const text = visibleText(source);
  // A fence is longer than any run of backticks inside it.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${text.replace(/\n+$/, "")}\n${marks}`;
}

/** Blocks with an empty line between them, and a line feed at the end. */
export function page(...blocks: readonly (string | null)[]): string {
  return `${blocks.filter((block) => block !== null && block !== "").join("\n\n")}\n`;
}

/** A cell that is not to be wrapped: with no-break spaces. */
export function unbroken(cell: string): string {
  return cell.replaceAll(" ", "\u00A0");
}

/** Shown when it is asked for. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** What qualifies a page, under its head; null where nothing does. */
export function notes(texts: readonly (string | null)[], word: "Note" | "Warning" = "Note"): string | null {
  const said = texts.filter((text) => text !== null);
  return said.length === 0 ? null : said.map((text) => `> **${word}:** ${text}`).join("\n>\n");
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
