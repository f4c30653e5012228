/**
 * What a reader's markdown makes of a page, without its words: its blocks, tables with their rows and cells, links, pictures
 * and raw HTML. Names may change the words of a page and nothing of this.
 */
import MarkdownIt, { type Token } from "markdown-it";

/** As GitHub: tables, raw HTML, and links of what looks like an address, with a protocol. */
const reader = new MarkdownIt({ html: true, linkify: true });
// An address without a protocol is none to GitHub.
reader.linkify.add("//", null);
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** A line for each part, so that a difference is found at once. Code is words: a sentence has what it has between backticks. */
export function markdownStructure(text: string): string[] {
  const lines = text.split("\n");
  return reader
    .parse(text, {})
    .flatMap((token) => [
      ...lineOf(token),
      ...barsOf(token, lines),
      ...(token.children ?? []).flatMap((child) => lineOf(child, "  ")),
    ]);
}

/** Of each row: a cell too many is not shown, and makes what stands in the others that of their neighbours. */
function barsOf({ type, map }: Token, lines: readonly string[]): string[] {
  if (type !== "table_open" || !map) return [];
  return lines.slice(...map).map((line) => `${line.match(/(?<!\\)\|/g)?.length} bars`);
}

const words = new Set(["text", "text_special", "code_inline", "inline"]);

function lineOf(token: Token, indent = ""): string[] {
  const { type, tag, level, info } = token;
  if (words.has(type)) return [];
  const target = token.attrs?.find(([name]) => name === "href" || name === "src")?.[1] ?? "";
  // A profile's file is called after its client, in letters and strokes.
  const place = String(target).replace(/^profiles\/[a-z0-9-]+(?=\.)/, "profiles/name");
  const html = type.startsWith("html")
    ? (token.content.match(/<[^>]*>/g) ?? []).map(withoutName).join("")
    : "";
  return [`${indent}${level} ${type} ${tag} ${info} ${place} ${html}`.trimEnd()];
}

/** A row's name is made of its words: of letters and digits of theirs, and nothing else. */
function withoutName(tag: string): string {
  return tag.replace(/^<a id="[a-z0-9-]+">$/, "<a id>");
}
