import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "./analyse-run.ts";
import { failing, syntheticRun } from "./synthetic-run.ts";

describe("analyseRun() of a repetition that was interrupted", () => {
  it("makes no pair of two attempts", () => {
    const run = syntheticRun({
      cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
      observe(valid, arm) {
        if (valid.round !== 13) return valid;
        // Ctrl-C came when `fresh` had been repeated and `shared` had not.
        return arm.context === "fresh"
          ? [failing(valid, "the server died", "harness"), { ...valid, attempt: 2 }]
          : valid;
      },
    });
    const [result] = analyseRun(run).cases;
    assert.equal(result!.pairs[0]!.validPairs, 12);
    assert.equal(result!.arms.find(({ arm }) => arm.context === "fresh")!.state, "measured");
  });
});
