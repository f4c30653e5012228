import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shellWord } from "./shell-word.ts";

describe("shellWord()", () => {
  it("leaves plain words alone", () => assert.equal(shellWord("node:https"), "node:https"));
  it("quotes what a shell would run or split", () => {
    assert.equal(shellWord("$(rm -rf x) `y`"), "'$(rm -rf x) `y`'");
    assert.equal(shellWord("it's"), "'it'\\''s'");
    assert.equal(shellWord(""), "''");
  });
});
