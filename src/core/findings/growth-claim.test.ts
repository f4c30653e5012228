import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { growths } from "../memory/growth.ts";
import { syntheticMemoryFile } from "../memory/synthetic-memory.ts";
import { UnsupportedClaim } from "./finding.ts";
import { claimOfGrowth } from "./growth-claim.ts";

const growth = (bytes: number) =>
  growths(syntheticMemoryFile([{ mode: "growth", runtime: "deno", scenario: "create", bytes }]))[0]!;

describe("claimOfGrowth()", () => {
  it("takes the study's own verdict", () => {
    const one = growth(400_000);
    const { kind, claim, n } = claimOfGrowth(one, [one]);
    assert.deepEqual([kind, claim.measure, n > 6], ["memory-kept", "bytes", true]);
    assert.throws(
      () => claimOfGrowth(growth(0), []),
      (error: Error) => {
        assert.ok(error instanceof UnsupportedClaim);
        assert.match(error.message, /the memory study says "(?!grows)[a-z-]+", expected "grows"/);
        return true;
      },
    );
  });
});
