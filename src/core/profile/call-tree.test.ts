import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deepestStack } from "../file-limits.ts";
import { callTreeFault } from "./call-tree.ts";
import { frame } from "./synthetic-profile.ts";

function nodes(children: readonly (readonly number[])[]) {
  return children.map((own, index) => ({
    id: index + 1,
    callFrame: frame("f"),
    hitCount: 0,
    children: own,
  }));
}

/** Each calls the next. */
const chain = (length: number) =>
  nodes(Array.from({ length }, (_, index) => (index + 1 < length ? [index + 2] : [])));

describe("callTreeFault()", () => {
  it("finds nothing wrong with trees, also where a child is missing", () => {
    for (const tree of [nodes([[2, 3], [], [4], []]), nodes([[], []]), nodes([[9]]), chain(deepestStack)]) {
      assert.equal(callTreeFault(tree), null);
    }
  });

  it("refuses circles, nodes with two callers or one id, and stacks without end", () => {
    assert.match(callTreeFault(nodes([[], [3], [2]]))!, /in a circle/);
    assert.match(callTreeFault(nodes([[1]]))!, /in a circle/);
    assert.match(callTreeFault(nodes([[3], [3], []]))!, /called by one other/);
    assert.match(callTreeFault([...nodes([[]]), ...nodes([[]])])!, /each id once/);
    assert.match(callTreeFault(chain(deepestStack + 1))!, /at most 1000 functions/);
  });
});
