import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { escapeHtml } from "./escape.ts";

describe("escapeHtml()", () => {
  it("leaves nothing that opens an element or ends an attribute", () => {
    assert.equal(escapeHtml(`<b a="1" c='2'>&amp;`), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
  });
});
