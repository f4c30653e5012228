import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { markdownTable } from "markdown-table";
import { MarkdownRenderer } from "./html/render-markdown.ts";
import { plain, table } from "./markdown.ts";
import { anchorMark, anchorName, anchorPattern, withoutAnchors } from "./row-anchor.ts";

describe("anchorName()", () => {
  it("is made of the row's words, whatever is in them", () => {
    assert.equal(
      anchorName("pair", "bun", "Bun.connect", "private-ca", "request"),
      "pair-bun-bun-connect-private-ca-request",
    );
    assert.equal(anchorName("arm", '"><script>alert(1)</script>', ""), "arm-script-alert-1-script");
  });
});

describe("table() with anchors", () => {
  const rows = [{ client: "node:tls" }, { client: "undici" }];
  const columns = [{ heading: "client", cell: (row: { client: string }) => plain(row.client) }];
  const source = table(rows, columns, ({ client }) => anchorName("arm", client));

  it("puts each row's name before its first cell", () => {
    assert.match(source, /^\| <a id="arm-node-tls"><\/a>node:tls \|$/m);
    assert.match(source, /^\| <a id="arm-undici"><\/a>undici +\|$/m);
  });
  it("lets the HTML page have it, and no other tag", () => {
    const html = new MarkdownRenderer(new Map()).block(
      `${source}\n\n<a id="x" href="y">z</a> <a id="X"></a>`,
    );
    assert.match(html, /<td><a id="arm-node-tls"><\/a>node:tls<\/td>/);
    assert.match(
      html,
      /&lt;a id=&quot;x&quot; href=&quot;y&quot;&gt;z&lt;\/a&gt; &lt;a id=&quot;X&quot;&gt;/,
    );
  });
});

describe("withoutAnchors()", () => {
  for (const align of ["left", "right"] as const) {
    it(`is what the tables are without names, whatever stands around them; first column ${align}`, () => {
      const rows = [
        { client: "a \\| b", us: 1 },
        { client: "undici", us: 22_222 },
      ];
      const columns = [
        { heading: "client", align, cell: ({ client }: (typeof rows)[number]) => client },
        { heading: "µs", align: "right" as const, cell: ({ us }: (typeof rows)[number]) => String(us) },
      ];
      const named = table(rows, columns, ({ client }) => anchorName("arm", client));
      const bare = markdownTable([["client", "µs"], ...rows.map(({ client, us }) => [client, String(us)])], {
        align: [align, "right"],
      });
      assert.notEqual(named, bare);
      assert.equal(withoutAnchors(`# x\n\n${named}\n\n1. note\n`), `# x\n\n${bare}\n\n1. note\n`);
      assert.equal(withoutAnchors(bare), bare);
    });
  }
});

describe("anchorPattern", () => {
  it("matches what anchorMark() writes", () => {
    assert.match(anchorMark(anchorName("pair", "node", "node:tls")), anchorPattern);
  });
});
