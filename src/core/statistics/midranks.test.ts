import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { doubledMidranks } from "./midranks.ts";

describe("doubledMidranks()", () => {
  it("are twice the ranks, in the order of the values", () => {
    assert.deepEqual(doubledMidranks([0.3, -1, 20]), [4, 2, 6]);
  });

  it("give equal values the mean of their ranks", () => {
    // Ranks 1 and 2 share 1½; ranks 4, 5 and 6 share 5.
    assert.deepEqual(doubledMidranks([10, 40, 10, 40, 20, 40]), [3, 10, 3, 10, 6, 10]);
    assert.deepEqual(doubledMidranks([7, 7, 7]), [4, 4, 4]);
  });

  it("always sum up to n (n + 1)", () => {
    for (const values of [[1], [2, 1, 2, 1], [5, 5, 1, 2, 5, 9, 9]]) {
      const sum = doubledMidranks(values).reduce((total, one) => total + one, 0);
      assert.equal(sum, values.length * (values.length + 1));
    }
    assert.deepEqual(doubledMidranks([]), []);
  });
});
