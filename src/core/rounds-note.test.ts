import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "./analyse-run.ts";
import { tooFewRounds } from "./rounds-note.ts";
import { syntheticRun } from "./synthetic-run.ts";

describe("tooFewRounds()", () => {
  it("says what the rounds give, and how many it takes", () => {
    assert.equal(
      tooFewRounds(6, 16),
      "6 rounds give intervals but no verdict over these 16 pairs: --rounds 10 does",
    );
    assert.match(tooFewRounds(5, 16)!, /5 rounds give neither intervals nor verdicts/);
    assert.match(tooFewRounds(1, 1)!, /^1 round gives neither .* over this 1 pair: --rounds 6 does/);
  });

  it("has nothing to say of enough rounds, nor where nothing is compared", () => {
    assert.equal(tooFewRounds(10, 16), null);
    assert.equal(tooFewRounds(1, 0), null);
  });

  it("agrees with the verdicts that are given", () => {
    for (const rounds of [5, 6, 9, 10]) {
      const run = syntheticRun({
        cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
        rounds,
        plan: { familySize: 16 },
      });
      const [pair] = analyseRun(run).cases[0]!.pairs;
      assert.equal(pair!.verdict.kind === "differs", tooFewRounds(rounds, 16) === null, String(rounds));
      assert.equal(pair!.interval === null, /neither/.test(tooFewRounds(rounds, 16) ?? ""), String(rounds));
    }
  });
});
