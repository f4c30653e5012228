import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shortText, shownValue, visibleText } from "./visible-text.ts";

describe("visibleText()", () => {
  it("leaves letters of every script, line feeds and tabs as they are", () => {
    const text = "node:https — µs, 中文, עברית, 👩‍💻\n\tnext";
    assert.equal(visibleText(text), text);
  });

  it("replaces what a terminal obeys, what turns letters around, and what is no character", () => {
    assert.equal(visibleText("\u001b[2J\r\u0007\u0000\u009b"), "\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD");
    assert.equal(visibleText("a\u202eb\u2066c\u061cd"), "a\uFFFDb\uFFFDc\uFFFDd");
    assert.equal(visibleText("a\ud800b\uffffc\u{e0041}"), "a\uFFFDb\uFFFDc\uFFFD");
  });
});

describe("shortText()", () => {
  it("is one line of the given length", () => {
    assert.equal(shortText("a\n\n b", 10), "a b");
    assert.equal(shortText("abcdef", 3), "abc…");
    assert.equal(shortText("a😀", 2), "a\uFFFD…");
  });
});

describe("shownValue()", () => {
  it("names what is there without going into it", () => {
    let deep: unknown = [];
    for (let depth = 0; depth < 1_000_000; depth++) deep = [deep];
    assert.equal(shownValue(deep), "an array of 1");
    assert.equal(shownValue({ a: 1 }), "an object");
    assert.equal(shownValue('a"'), '"a\\""');
    assert.equal(shownValue(undefined), "undefined");
    assert.equal(shownValue(null), "null");
    assert.equal(shownValue(1e308), "1e+308");
  });
});
