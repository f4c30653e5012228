import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { code, plain, sentence, unnamedTable } from "../report/markdown.ts";
import { alignedSource } from "./aligned-table.ts";
import { parseTable, plainTextOf, spansOf } from "./inline-markdown.ts";

const evil = '</td><script>alert(1)</script>|x*y*_z_ [z](javascript:1) \\ ~ & &lt; **b** "';

describe("spansOf()", () => {
  it("reads bold, code and escapes", () => {
    assert.deepEqual(spansOf("**3.50** [3.44, 3.56] of `a|b` \\*"), [
      { style: "strong", text: "3.50" },
      { style: "plain", text: " [3.44, 3.56] of " },
      { style: "code", text: "a|b" },
      { style: "plain", text: " *" },
    ]);
  });

  it("gives back any text that the report has written", () => {
    assert.equal(plainTextOf(plain(evil)), evil);
    assert.deepEqual(spansOf(plain(evil)), [{ style: "plain", text: evil }]);
    assert.deepEqual(spansOf(code("a | b `c`")), [{ style: "code", text: "a | b 'c'" }]);
    assert.equal(plainTextOf(sentence("it ignores `tls.x` | so")), "it ignores tls.x | so");
    assert.equal(plainTextOf("~ 1.01 ±4.65 %"), "~ 1.01 ±4.65 %");
  });
});

describe("parseTable()", () => {
  it("finds the cells that were written, whatever is in them", () => {
    const rows = [evil, "", "a b"];
    const source = unnamedTable(rows, [
      { heading: "text", cell: plain },
      { heading: "length", align: "right", cell: ({ length }) => String(length) },
    ]);
    const parsed = parseTable(source);
    assert.deepEqual(parsed.headings, ["text", "length"]);
    assert.deepEqual(parsed.isNumber, [false, true]);
    assert.deepEqual(
      parsed.rows.map(([text]) => plainTextOf(text!)),
      rows,
    );
  });
});

describe("alignedSource()", () => {
  const folder = path.join(import.meta.dirname, "../report/golden");
  const tables = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => readFileSync(path.join(folder, name), "utf8").match(/(?:^\|.*\n)+/gm) ?? []);

  it("writes every table of the other pages as it stands there", () => {
    assert.ok(tables.length > 30);
    for (const source of tables) assert.equal(alignedSource(source), source);
  });
});
