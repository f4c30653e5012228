/** Reads the little markdown that the report writes into tables: bold, code, escapes. See src/report/markdown.ts. */

export interface Span {
  readonly style: "plain" | "strong" | "code";
  readonly text: string;
}

/** The name of a row, which a link goes to, is nothing to be read. */
const token =
  /<a id="[a-z0-9-]+"><\/a>|\*\*(?<strong>(?:\\.|[^*\\])+)\*\*|`(?<code>[^`]*)`|\\(?<escaped>[!-/:-@[-`{-~])|&(?<entity>amp|lt|gt);/g;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };

export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  const add = (style: Span["style"], part: string) => {
    const last = spans.at(-1);
    if (part === "") return;
    if (last?.style === style) spans[spans.length - 1] = { style, text: last.text + part };
    else spans.push({ style, text: part });
  };
  let from = 0;
  for (const match of text.matchAll(token)) {
    add("plain", text.slice(from, match.index));
    from = match.index + match[0].length;
    const { strong, code, escaped, entity } = match.groups!;
    if (strong !== undefined) add("strong", plainTextOf(strong));
    else if (code !== undefined) add("code", code.replaceAll("\\|", "|"));
    else if (escaped ?? entity) add("plain", escaped ?? entities[entity!]!);
  }
  add("plain", text.slice(from));
  return spans;
}

/** Without styles, as it is read or searched. */
export function plainTextOf(text: string): string {
  return spansOf(text)
    .map((span) => span.text)
    .join("");
}

export interface MarkdownTable {
  readonly headings: readonly string[];
  readonly isNumber: readonly boolean[];
  readonly rows: readonly (readonly string[])[];
}

/** A table as the report writes it, aligned or not, up to the first line that is none of its rows. */
export function parseTable(source: string): MarkdownTable {
  const lines = source.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  const [head, marks, ...rows] = lines.slice(0, end < 0 ? lines.length : end).map(cellsOf);
  return { headings: head ?? [], isNumber: (marks ?? []).map((mark) => mark.endsWith(":")), rows };
}

function cellsOf(line: string): string[] {
  return (
    line
      .replace(/^\| ?/, "")
      .replace(/ ?\|$/, "")
      .split(/(?<!\\)\|/)
      // Not `trim`, which would take the no-break spaces of a cell as well.
      .map((cell) => cell.replaceAll(/^ +| +$/g, ""))
  );
}
