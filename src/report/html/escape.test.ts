import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { escapeHtml, jsonForScript } from "./escape.ts";

describe("escapeHtml()", () => {
  it("leaves nothing that opens an element or ends an attribute", () => {
    assert.equal(escapeHtml(`<b a="1" c='2'>&amp;`), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
  });
});

describe("jsonForScript()", () => {
  it("cannot end its element, and says the same", () => {
    const value = { a: "</script><!--<script>", b: ["\u2028", '"'] };
    const text = jsonForScript(value);
    assert.doesNotMatch(text, /</);
    assert.deepEqual(JSON.parse(text), value);
  });
});
