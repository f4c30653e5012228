/** A table as it stands in the markdown files: the page keeps it without the spaces that align its columns. */
import { unnamedTable } from "../report/markdown.ts";
import { type MarkdownTable, parseTable } from "./inline-markdown.ts";

/** By the function that writes the files, so that what is copied is what they hold. */
export function alignedTable({ headings, isNumber, rows }: MarkdownTable): string {
  return unnamedTable(
    rows,
    headings.map((heading, index) => ({
      heading,
      align: isNumber[index] ? "right" : "left",
      cell: (cells) => cells[index] ?? "",
    })),
  );
}

/** With the notes below it, where it has some. */
export function alignedSource(source: string): string {
  const lines = source.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  const notes = end < 0 ? [] : lines.slice(end);
  return [alignedTable(parseTable(source)), ...notes].join("\n");
}
