/**
 * A name for each row of a table, so that a link goes to the row and not to the page. It is made of what the row is
 * about and of no figure: the same row has the same name in every run.
 */

/** `pair-node-node-tls-bundle-request-shared` of `pair`, `node`, `node:tls`, … The first word is the table's. */
export function anchorName(...words: readonly string[]): string {
  return words
    .join(" ")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** GitHub keeps it, and finds it for a link that ends in `#name`. */
export function anchorMark(name: string): string {
  return `<a id="${name}"></a>`;
}

/** As a pattern, for those who read what is written here. The page's script has the same in inline-markdown.ts. */
export const anchorPattern = /<a id="[a-z0-9-]+"><\/a>/;

/** Without the names, and nothing else changed. */
export function withoutNames(markdown: string): string {
  return markdown.replaceAll(new RegExp(anchorPattern, "g"), "");
}

/** The same tables without the names, for a terminal: the first column as narrow as its words are. */
export function withoutAnchors(markdown: string): string {
  return markdown.replaceAll(/(?:^\|.*(?:\n|$))+/gm, (table) =>
    anchorPattern.test(table) ? narrowed(withoutNames(table)) : table,
  );
}

function narrowed(table: string): string {
  const rows = table.split("\n").map((line) => /^\| (.*?) (\|.*)$/.exec(line)?.slice(1) ?? [line]);
  const width = Math.max(
    ...rows.map(([first, rest]) => (rest && !isMarks(first!) ? first!.trim().length : 0)),
  );
  const isRight = rows.some(([first, rest]) => rest && /^ *-+:$/.test(first!));
  return rows
    .map(([first, rest]) =>
      rest === undefined ? first : `| ${padded(first!.trim(), width, isRight)} ${rest}`,
    )
    .join("\n");
}

function padded(cell: string, width: number, isRight: boolean): string {
  if (isMarks(cell)) {
    const dashes = "-".repeat(Math.max(2, width - 1));
    return isRight ? `${dashes}:` : `:${dashes}`;
  }
  return isRight ? cell.padStart(width) : cell.padEnd(width);
}

function isMarks(cell: string): boolean {
  return /^:?-+:?$/.test(cell.trim());
}
