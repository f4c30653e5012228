/**
 * Markdown of the other pages as HTML, so that the page says what the files say, in the same digits. Raw HTML is not
 * let through; each table remembers its own source, which a button copies.
 */
import MarkdownIt, { type StateBlock, type StateInline, type Token } from "markdown-it";
import { anchorPattern, withoutNames } from "../row-anchor.ts";
import { escapeHtml } from "./escape.ts";
import { inlineSvg } from "./inline-svg.ts";

export class MarkdownRenderer {
  /** The source of each table that was rendered, in their order, unaligned. */
  readonly tables: string[] = [];
  readonly #anchors = new Set<string>();
  readonly #markdown = new MarkdownIt("commonmark", { html: false }).enable("table");

  /** `pictures` are SVG texts by the path that the markdown names. */
  constructor(pictures: ReadonlyMap<string, string>) {
    const { rules } = this.#markdown.renderer;
    this.#markdown.block.ruler.before("paragraph", "folded", folded, { alt: ["paragraph"] });
    this.#markdown.inline.ruler.before("autolink", "anchor", anchor);
    rules.anchor = (tokens, index) => this.#once(tokens[index]!.content);
    rules.folded_open = (tokens, index) =>
      `<details><summary>${this.#markdown.renderInline(tokens[index]!.content)}</summary>\n`;
    rules.folded_close = () => "</details>\n";
    rules.image = (tokens, index) => {
      const { content, attrs } = tokens[index]!;
      const path = attrs?.find(([name]) => name === "src")?.[1];
      const svg = pictures.get(String(path));
      return svg === undefined ? escapeHtml(content) : scrolledPicture(svg, plainText(content));
    };
    // What it would write itself is `style`, which the page's policy refuses.
    rules.th_open = (tokens, index) => `<th scope="col"${cellClass(isRight(tokens[index]!), "")}>`;
    rules.td_open = (tokens, index) =>
      `<td${cellClass(isRight(tokens[index]!), tokens[index + 1]!.content)}>`;
    // What is scrolled sideways must be reached by the keyboard.
    rules.fence = (tokens, index) =>
      `<pre tabindex="0"><code>${escapeHtml(tokens[index]!.content)}</code></pre>\n`;
    rules.table_close = () => "</table></div>\n</div>\n";
  }

  /** Of a row that is on several of the pages the first has the name. */
  #once(anchor: string): string {
    if (this.#anchors.has(anchor)) return "";
    this.#anchors.add(anchor);
    return anchor;
  }

  /**
   * `deeper` is added to the level of every heading, so that they fit below the page's own. A table is called after the
   * heading above it, or `label` where it has none.
   */
  block(text: string, { deeper = 0, label = "Table" } = {}): string {
    let heading = label;
    const lines = text.split("\n");
    const { rules } = this.#markdown.renderer;
    rules.table_open = (tokens, index) => {
      const [from, to] = withNotes(tokens, index);
      return this.tableStart(lines.slice(from, to).join("\n").trimEnd(), heading);
    };
    const level = ({ tag }: Token) => `h${Math.min(6, Number(tag.slice(1)) + deeper)}`;
    rules.heading_open = (tokens, index) => {
      heading = plainText(tokens[index + 1]!.content);
      return `<${level(tokens[index]!)}>`;
    };
    rules.heading_close = (tokens, index) => `</${level(tokens[index]!)}>\n`;
    return this.#markdown.render(text);
  }

  inline(text: string): string {
    return this.#markdown.renderInline(text);
  }

  /** Opens what `table_close` closes: the button, and the part that is scrolled sideways. */
  tableStart(source: string, label: string): string {
    const number = this.tables.push(unaligned(source)) - 1;
    return (
      `<div class="table"><button type="button" class="copy" data-table="${number}" hidden>Copy as markdown</button>` +
      `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(label)}"><table>\n`
    );
  }
}

function isRight({ attrs }: Token): boolean {
  return attrs?.some(([, value]) => String(value).includes("right")) ?? false;
}

/** What is no longer stays in one line, hyphens or not; a sentence has a column that is not one of words. */
const longestName = 24;

/** The class that a cell needs, as an attribute with a space before it. The page's script has the same in shown-table.ts. */
export function cellClass(isNumber: boolean, text: string): string {
  if (isNumber) return ' class="number"';
  return text.replace(anchorPattern, "").length > longestName ? ' class="long"' : "";
}

/** The lines of a table, and of the numbered notes below it, to which its cells refer. */
function withNotes(tokens: readonly Token[], index: number): [number, number] {
  const [from, to] = tokens[index]!.map!;
  const close = tokens.findIndex((token, at) => at > index && token.type === "table_close");
  const next = tokens[close + 1];
  return [from, next?.type === "ordered_list_open" ? next.map![1] : to];
}

/** Without the spaces that align a table's columns; the page puts them back when it copies. */
export function unaligned(source: string): string {
  return withoutNames(source)
    .split("\n")
    .map((line, index) => {
      if (!line.startsWith("|")) return line;
      // A bar with a backslash before it is part of a cell; so is the bar behind a cell that ends with one.
      const narrow = line.replaceAll(/(?<=(?<!\\)\|) +|(?<!\\) +(?=\|)/g, "");
      return index === 1 ? narrow.replaceAll(/-+/g, "-") : narrow;
    })
    .join("\n");
}

/** On a phone it stays so large that its letters are read, and is scrolled; what it is called says what comes first. */
function scrolledPicture(svg: string, text: string): string {
  const title = text.split(":")[0]!;
  return `<span class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(title)}">${inlineSvg(svg, text)}</span>`;
}

/** A picture's text without the escapes of markdown. */
function plainText(content: string): string {
  return content
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

const anchorHere = new RegExp(anchorPattern, "y");

/** The name of a row, letter for letter as it is written; nothing else becomes a tag. */
function anchor(state: StateInline, silent: boolean): boolean {
  anchorHere.lastIndex = state.pos;
  const mark = anchorHere.exec(state.src)?.[0];
  if (mark === undefined) return false;
  if (!silent) state.push("anchor", "a", 0).content = mark;
  state.pos += mark.length;
  return true;
}

/** The two lines that `folded()` writes; every other tag stays text. */
function folded(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const line = state.getLines(startLine, startLine + 1, state.blkIndent, false);
  const opening = /^<details><summary>(.*)<\/summary>$/.exec(line);
  if (!opening && line !== "</details>") return false;
  if (silent) return true;
  const token = opening ? state.push("folded_open", "details", 1) : state.push("folded_close", "details", -1);
  token.content = opening?.[1] ?? "";
  state.line = startLine + 1;
  return true;
}
