/** One line of markdown for a row of a study's page: its cells under their columns' names, and a link to it. */
import type { Header } from "../core/records.ts";
import { machineWords, rowLink } from "./citable.ts";
import { runtimeTitle } from "./input.ts";
import { plain } from "./markdown.ts";
import { countText } from "./number-text.ts";
import { anchorMark, anchorPattern, withoutNames } from "./row-anchor.ts";

/** A row of a page, as it stands there. All is markdown. */
export interface PageRow {
  /** Of the page, its section and its subsection, as far as it is in one. */
  readonly headings: readonly string[];
  /** What it is about: the columns on the left that are set as text. */
  readonly names: readonly string[];
  readonly figures: readonly { readonly column: string; readonly text: string }[];
  /** Those below its table that its cells refer to. */
  readonly notes: readonly string[];
}

/** The names of all rows, in the order of the page. */
export function rowNames(page: string): string[] {
  const marks = page.matchAll(new RegExp(anchorPattern, "g"));
  return [...marks].map(([mark]) => /"(.+)"/.exec(mark)![1]!);
}

/** Null where the page has no row of that name. */
export function rowOf(page: string, name: string): PageRow | null {
  const lines = page.split("\n");
  const at = lines.findIndex((line) => line.startsWith("|") && line.includes(anchorMark(name)));
  if (at < 0) return null;
  const first = lines.findLastIndex((line, index) => index < at && !line.startsWith("|")) + 1;
  const columns = cellsOf(lines[first]!);
  const isText = cellsOf(lines[first + 1]!).map((mark) => !mark.endsWith(":"));
  const cells = cellsOf(withoutNames(lines[at]!));
  const named = isText.indexOf(false);
  return {
    headings: headingsOf(lines.slice(0, at)),
    names: cells.slice(0, named).map(withoutMarks).filter(isSaid),
    figures: cells
      .map((cell, index) => ({ column: columns[index]!, text: withoutMarks(cell) }))
      .filter(({ text }, index) => index >= named && isSaid(text)),
    notes: notesOf(lines.slice(at), cells),
  };
}

/** A study: what it was measured with. */
export interface CitedStudy {
  readonly header: Header;
  readonly rounds: number;
}

/** `page` is where the row's page is, as a path or an address. */
export function rowCitation(
  row: PageRow,
  { header, rounds }: CitedStudy,
  page: string,
  name: string,
): string {
  const what = [...row.headings, ...row.names].join(", ");
  const facts = [`${countText(rounds)} rounds`, ...versionsNotIn(what, header), ...machineWords(header)];
  const parts = [
    ...row.figures.map(({ column, text }) => `${column} ${text}`),
    ...row.notes.map((note) => `note: ${note}`),
  ];
  return `${what}: ${parts.join("; ")} (${facts.join("; ")}), ${rowLink(header, page, name)}`;
}

/** Of the runtimes that the row is of, or of all where it does not say; not those that it says already. */
function versionsNotIn(what: string, { runtimes }: Header): string[] {
  const titles = runtimes.map(runtimeTitle);
  const own = titles.filter((title) => what.includes(title.split(" ")[0]!));
  const missing = (own.length > 0 ? own : titles).filter((title) => !what.includes(title));
  return missing.length > 0 ? [plain(missing.join(", "))] : [];
}

/** A bar that a cell holds has a backslash before it. */
function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

const noteMark = /\s*\[(\d+)\](?!\()/g;

function withoutMarks(cell: string): string {
  return cell.replaceAll(noteMark, "").replaceAll("<br>", " ");
}

function isSaid(text: string): boolean {
  return text !== "" && text !== "—";
}

function headingsOf(before: readonly string[]): string[] {
  const headings: string[] = [];
  for (const line of before) {
    const [, marks, text] = /^(#+) (.+)$/.exec(line) ?? [];
    if (marks === undefined) continue;
    headings.length = Math.min(headings.length, marks.length - 1);
    headings.push(text!);
  }
  return headings;
}

/** The list that follows the table, as far as the row's cells name its items. */
function notesOf(fromRow: readonly string[], cells: readonly string[]): string[] {
  const end = fromRow.findIndex((line) => !line.startsWith("|"));
  const after = fromRow.slice(end);
  const next = after.findIndex((line) => line.startsWith("|") || line.startsWith("#"));
  const items = next < 0 ? after : after.slice(0, next);
  const wanted = cells.flatMap((cell) => [...cell.matchAll(noteMark)].map(([, number]) => number!));
  return [...new Set(wanted)].flatMap((number) => {
    const item = items.find((line) => line.startsWith(`${number}. `));
    return item === undefined ? [] : [item.slice(number.length + 2)];
  });
}
