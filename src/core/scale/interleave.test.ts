import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { interleaved } from "./interleave.ts";

const letters = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index}`);
/** In the proportions of Mozilla's roots. */
const groups = [letters("a", 59), letters("b", 37), letters("c", 21), letters("d", 3), letters("e", 1)];

describe("interleaved()", () => {
  it("takes each member once, then each once again", () => {
    const order = interleaved(groups, 242);
    assert.deepEqual(order.slice(0, 121).toSorted(), groups.flat().toSorted());
    assert.deepEqual(order.slice(121).toSorted(), groups.flat().toSorted());
  });

  it("holds each kind within two of its share in every beginning", () => {
    const order = interleaved(groups, 999);
    for (const [name, size] of [
      ["a", 59],
      ["b", 37],
      ["c", 21],
      ["d", 3],
      ["e", 1],
    ] as const) {
      let seen = 0;
      for (const [index, member] of order.entries()) {
        if (member.startsWith(name)) seen++;
        const share = ((index + 1) * size) / 121;
        assert.ok(Math.abs(seen - share) < 2, `${seen} of ${name} among ${index + 1}, expected ${share}`);
      }
    }
  });

  it("takes a group's members in turn, and leaves out what has none", () => {
    assert.deepEqual(interleaved([["a", "b"], []], 5), ["a", "b", "a", "b", "a"]);
    assert.throws(() => interleaved([[]], 1), /expected a group with members/);
  });
});
