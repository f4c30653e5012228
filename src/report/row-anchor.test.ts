import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MarkdownRenderer } from "./html/render-markdown.ts";
import { plain, table } from "./markdown.ts";
import { anchorMark, anchorName, anchorPattern } from "./row-anchor.ts";

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

describe("anchorPattern", () => {
  it("matches what anchorMark() writes", () => {
    assert.match(anchorMark(anchorName("pair", "node", "node:tls")), anchorPattern);
  });
});
