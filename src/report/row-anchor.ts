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
