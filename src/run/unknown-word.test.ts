import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unknownWord } from "./unknown-word.ts";

describe("unknownWord()", () => {
  it("suggests the nearest known word", () => {
    const { message } = unknownWord("--runtime", "nod", ["node", "bun", "deno"]);
    assert.equal(message, "--runtime nod: unknown. Did you mean node? Expected one of node, bun, deno");
  });
  it("suggests nothing where nothing is near", () => {
    assert.doesNotMatch(unknownWord("--trust", "everything", ["mtls"]).message, /Did you mean/);
  });
});
