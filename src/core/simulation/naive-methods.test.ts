import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { naiveMethods, ratesOf, suiteMethod } from "./naive-methods.ts";

const flat = (level: number) =>
  Array.from({ length: 13 }, (_, round) => [level + round / 1e3, level + 2, level - 2]);

describe("naiveMethods", () => {
  for (const method of [suiteMethod, ...naiveMethods]) {
    it(`sees what cannot be missed, in the right direction: ${method.name}`, () => {
      const [near, far] = [flat(100), flat(300)];
      assert.equal(method.claim({ fresh: far, other: near }), 1);
      assert.equal(method.claim({ fresh: near, other: far }), -1);
      assert.equal(method.claim({ fresh: near, other: near }), 0);
    });
  }

  it("compares what its name says: one process, all operations, medians, overlap", () => {
    // By the first process fresh takes longer, by all the others less long.
    const fresh = flat(100).with(0, [300, 302, 298]);
    const pair = { fresh, other: flat(200) };
    assert.deepEqual(
      naiveMethods.map(({ claim }) => claim(pair)),
      [1, 1, 1, -1, -1],
    );
    assert.equal(suiteMethod.claim(pair), -1);
    // Means 100 and 103, σ = 2: the intervals overlap.
    const close = { fresh: [[101, 105, 103]], other: [[98, 102, 100]] };
    assert.equal(naiveMethods[2]!.claim(close), 0);
  });
});

describe("ratesOf()", () => {
  it("counts claims of equal arms in either direction, and of unequal ones in the true one", () => {
    const { claim } = naiveMethods[0]!;
    const higher = { fresh: [[101, 103]], other: [[100, 102]] };
    const lower = { fresh: [[90, 92]], other: [[100, 102]] };
    const method = { name: "", claim };
    const equal = ratesOf(method, [higher, lower], 0);
    assert.deepEqual([equal.claimed.successes, equal.wrongWay.successes], [2, 0]);
    const slower = ratesOf(method, [higher, lower], 0.05);
    assert.deepEqual([slower.claimed.successes, slower.wrongWay.successes], [1, 1]);
    assert.equal(ratesOf(method, [lower], 0.2).claimed.successes, 1);
  });
});
