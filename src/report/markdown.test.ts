import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { code, fence, plain, sentence, table } from "./markdown.ts";
import { anchorName } from "./row-anchor.ts";

describe("plain()", () => {
  it("leaves ordinary names as they are", () => {
    for (const text of ["node:https", "NODE_EXTRA_CA_CERTS", "npm:@oven/bun-linux-x64@1.4.5", "6.1.0 (x)"]) {
      assert.equal(plain(text), text);
    }
  });
  it("disarms what markdown or HTML would take for its own", () => {
    assert.equal(plain("a | b"), "a \\| b");
    assert.equal(plain("<img src=x onerror=alert(1)>"), "&lt;img src=x onerror=alert(1)&gt;");
    assert.equal(plain("[a](b) ![c](d)"), "\\[a\\](b) !\\[c\\](d)");
    assert.equal(plain("**a** _b_ ~c~ `d`"), "\\*\\*a\\*\\* \\_b\\_ \\~c\\~ \\`d\\`");
    assert.equal(plain("__proto__|a_b"), "\\_\\_proto\\_\\_\\|a_b");
    assert.equal(plain("a\n\n# b"), "a # b");
    assert.equal(plain("a\\|b"), "a\\\\\\|b");
    assert.equal(plain("&lt;"), "&amp;lt;");
  });
});

describe("plain(), where it stands first or alone", () => {
  it("begins no heading, list or line", () => {
    for (const [text, written] of [
      ["# a", "\\# a"],
      ["- a", "\\- a"],
      ["---", "\\---"],
      ["+ a", "\\+ a"],
      ["12. a", "12\\. a"],
      ["1) a", "1\\) a"],
      ["6.1.0 (x)", "6.1.0 (x)"],
      ["-2 #3", "-2 #3"],
    ] as const) {
      assert.equal(plain(text), written);
    }
    assert.equal(sentence("- a `b` - c"), "\\- a `b` - c");
  });

  it("makes no link of an address, and no formula of dollars", () => {
    assert.equal(plain("https://a.example www.a.example"), "https\\://a.example www\\.a.example");
    assert.equal(plain("$x$"), "\\$x\\$");
  });

  it("shows what would be obeyed or hidden", () => {
    for (const write of [plain, code, (text: string) => fence(text, "").replaceAll("\n", "")]) {
      assert.doesNotMatch(write("a\u001b[2J\u202eb"), /[\p{Cc}\p{Bidi_Control}]/u);
    }
  });
});

describe("sentence()", () => {
  it("keeps names between backticks as code, and nothing else", () => {
    assert.equal(sentence("as `secureContext` of *it*"), "as `secureContext` of \\*it\\*");
    assert.equal(sentence("an odd ` one"), "an odd \\` one");
    assert.equal(sentence("`<b>|`"), "`<b>\\|`");
  });
});

describe("code()", () => {
  it("cannot be ended by its text", () => {
    assert.equal(code("a ` b\nc"), "`a ' b c`");
    assert.equal(`${code("")} * ${code("")}`, "` ` * ` `");
  });
});

describe("fence()", () => {
  it("is longer than any run of backticks in it", () => {
    assert.equal(fence("a\n````\nb", "ts"), "`````ts\na\n````\nb\n`````");
    assert.equal(fence("a\n", ""), "```\na\n```");
  });
});

describe("table()", () => {
  it("has a line a row and aligns its columns", () => {
    const columns = [
      { heading: "name", cell: ({ name }: { name: string }) => plain(name) },
      { heading: "n", align: "right", cell: () => "1" } as const,
    ];
    const lines = table([{ name: "a|b" }], columns, ({ name }) => anchorName("row", name)).split("\n");
    assert.deepEqual(lines, [
      "| name                     |  n |",
      "| :----------------------- | -: |",
      '| <a id="row-a-b"></a>a\\|b |  1 |',
    ]);
  });
});
