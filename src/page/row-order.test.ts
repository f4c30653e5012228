import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sortedIndexes } from "./row-order.ts";

const numbers = (...values: (number | null)[]) => values.map((number) => ({ number, text: "" }));
const texts = (...values: string[]) => values.map((text) => ({ number: null, text }));

describe("sortedIndexes()", () => {
  it("sorts by number, and not by its digits", () => {
    assert.deepEqual(sortedIndexes(numbers(9, 100, 20), false), [0, 2, 1]);
    assert.deepEqual(sortedIndexes(numbers(9, 100, 20), true), [1, 2, 0]);
  });
  it("puts rows without a number last in either direction", () => {
    assert.deepEqual(sortedIndexes(numbers(null, 2, null, 1), false), [3, 1, 0, 2]);
    assert.deepEqual(sortedIndexes(numbers(null, 2, null, 1), true), [1, 3, 0, 2]);
  });
  it("sorts texts, and keeps the order of what is equal", () => {
    assert.deepEqual(sortedIndexes(texts("node", "bun", "node", "deno"), false), [1, 3, 0, 2]);
    assert.deepEqual(sortedIndexes(texts("node", "bun", "node", "deno"), true), [0, 2, 3, 1]);
  });
});
