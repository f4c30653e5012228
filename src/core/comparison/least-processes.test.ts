import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rankSumPValue } from "../statistics/rank-sum.ts";
import { canBeJudged, processesNeeded } from "./least-processes.ts";

describe("processesNeeded()", () => {
  it("is the fewest whose smallest p, 2 ÷ the number of choices, survives Holm's first step", () => {
    // C(8, 4) = 70, C(10, 5) = 252, C(12, 6) = 924: 2 · 6 ÷ 252 = 0.0476, 2 · 7 ÷ 252 = 0.0556.
    assert.deepEqual([1, 2, 6, 7, 23, 24].map(processesNeeded), [4, 5, 5, 6, 6, 7]);
  });

  it("agrees with the test itself", () => {
    for (const familySize of [1, 2, 3, 10, 50, 204]) {
      const count = processesNeeded(familySize);
      const smallest = (size: number) => {
        const low = Array.from({ length: size }, (_, index) => index);
        return rankSumPValue(
          low.map((one) => one + size),
          low,
        );
      };
      assert.ok(smallest(count) * familySize <= 0.05, `${count} for ${familySize}`);
      assert.ok(count === 4 || smallest(count - 1) * familySize > 0.05, `${count - 1} for ${familySize}`);
    }
  });
});

describe("canBeJudged()", () => {
  it("lets the larger side make up for the smaller one, down to four", () => {
    // C(17, 4) = 2380.
    assert.equal(canBeJudged(4, 4, 12), false);
    assert.equal(canBeJudged(4, 13, 12), true);
    assert.equal(canBeJudged(13, 4, 12), true);
    assert.equal(canBeJudged(3, 100, 1), false);
  });
});
