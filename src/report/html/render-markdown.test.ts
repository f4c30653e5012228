import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hostileWords } from "../hostile-markup.ts";
import { folded, image, link, plain, table } from "../markdown.ts";
import { MarkdownRenderer, unaligned } from "./render-markdown.ts";

const rows = [{ name: "a | b", count: "1,234" }];
const source = table(
  rows,
  [
    { heading: "name", cell: ({ name }) => plain(name) },
    { heading: "count", align: "right", cell: ({ count }) => count },
  ],
  () => "a-row",
);

describe("MarkdownRenderer", () => {
  it("writes a table with its source, and no style that the policy would refuse", () => {
    const markdown = new MarkdownRenderer(new Map());
    const html = markdown.block(source);
    assert.match(html, /<td><a id="a-row"><\/a>a \| b<\/td>\s*<td class="number">1,234<\/td>/);
    assert.match(html, /data-table="0"/);
    assert.doesNotMatch(html, /style=/);
    assert.deepEqual(markdown.tables, ["|name|count|\n|:-|-:|\n|a \\| b|1,234|"]);
  });

  it("takes the numbered notes below a table along, and no other list", () => {
    const markdown = new MarkdownRenderer(new Map());
    markdown.block(`${source}\n\n1. a note\n2. another\n\nText.`);
    markdown.block(`${source}\n\n- a list\n`);
    assert.match(markdown.tables[0]!, /\|\n\n1\. a note\n2\. another$/);
    assert.doesNotMatch(markdown.tables[1]!, /list/);
  });

  it("folds what is folded in the files, and lets no other HTML through", () => {
    const markdown = new MarkdownRenderer(new Map());
    const html = markdown.block(`${folded("more", "text")}\n\n<p onclick="x">raw</p>\n`);
    assert.match(html, /<details><summary>more<\/summary>\s*<p>text<\/p>\s*<\/details>/);
    assert.match(html, /&lt;p onclick/);
  });

  it("puts a picture in the place of its path, and the text where there is none", () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>';
    const markdown = new MarkdownRenderer(new Map([["pictures/a.svg", svg]]));
    assert.match(
      markdown.block(image("what_it | shows", "pictures/a.svg")),
      /<svg class="picture"[^>]* aria-label="what_it \| shows"/,
    );
    assert.equal(markdown.block(image("b", "https://example.com/b.svg")), "<p>b</p>\n");
  });

  it("leaves a hostile text a text", () => {
    const markdown = new MarkdownRenderer(new Map());
    const hostile = table(
      [hostileWords],
      [{ heading: plain(hostileWords), cell: plain }],
      () => "hostileWords",
    );
    const html = markdown.block(
      `${hostile}\n\n${plain(hostileWords)}\n\n${link(hostileWords, "javascript:alert(1)")}`,
    );
    assert.doesNotMatch(html, /<script|href="javascript/);
    assert.equal(html.match(/<td/g)?.length, 1);
  });

  it("lowers headings below the page's own", () => {
    assert.equal(new MarkdownRenderer(new Map()).block("## x", { deeper: 1 }), "<h3>x</h3>\n");
  });
});

describe("unaligned()", () => {
  it("takes away what aligns and nothing of a cell", () => {
    const text = "| a \\| b --  c |  d |\n| :--------- | -: |\n| -- |  |";
    assert.equal(unaligned(text), "|a \\| b --  c|d|\n|:-|-:|\n|--||");
  });

  it("leaves a cell that ends with a backslash its end", () => {
    const aligned = table(
      [{ name: "a\\" }],
      [
        { heading: "n", cell: ({ name }) => plain(name) },
        { heading: "m", cell: () => "b" },
      ],
      () => "a-row",
    );
    assert.equal(unaligned(aligned), "|n|m|\n|:-|:-|\n|a\\\\ |b|");
    const html = new MarkdownRenderer(new Map()).block(unaligned(aligned));
    assert.match(html, /<td>a\\<\/td>\s*<td>b<\/td>/);
  });
});
