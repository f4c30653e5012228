import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ratioText } from "./ratio-text.ts";

const pair = { ratio: 1.01, interval: { low: 0.97, high: 1.05 } };
const indistinct = (smallestDetectable: number) =>
  ratioText({ ...pair, verdict: { kind: "indistinct", smallestDetectable } });

describe("ratioText()", () => {
  it("says what would have been seen, and in words where that is next to nothing", () => {
    assert.equal(indistinct(1.5), "~ 1.01 ±50.0 %");
    assert.equal(indistinct(1.943), "~ 1.01 (cannot tell)");
    assert.equal(indistinct(Number.POSITIVE_INFINITY), "~ 1.01 (cannot tell)");
  });

  it("hands why there is no verdict to who has notes", () => {
    const verdict = { kind: "need-rounds", rounds: 10 } as const;
    assert.equal(ratioText({ ...pair, verdict }), "1.01 [0.970, 1.05] (no verdict below 10 valid rounds)");
    assert.equal(
      ratioText({ ...pair, verdict }, (text) => `[${text.length}]`),
      "1.01 [0.970, 1.05] [32]",
    );
  });
});
