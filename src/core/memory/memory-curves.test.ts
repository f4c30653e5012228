import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryCurves } from "./memory-curves.ts";
import { syntheticMemoryFile } from "./synthetic-memory.ts";

describe("memoryCurves()", () => {
  it("is the change since there was no client, or since the warm-up", () => {
    const file = syntheticMemoryFile([
      { mode: "hold", bytes: (round) => 1000 * round },
      { mode: "growth", bytes: () => 10, onceBytes: 5000 },
    ]);
    const [held] = memoryCurves(file, "hold");
    // The middle one of the rounds 1 to 7 adds 4,000 bytes a client.
    assert.deepEqual(held!.median[0], { count: 0, bytes: 0 });
    assert.deepEqual(held!.median.at(-1), { count: 72, bytes: 72 * 4000 });
    assert.equal(held!.processes.length, 7);
    const [grown] = memoryCurves(file, "growth");
    assert.deepEqual(grown!.median[0], { count: 200, bytes: 0 });
    assert.deepEqual(grown!.median.at(-1), { count: 400, bytes: 2000 });
  });

  it("has none of an arm without a valid process", () => {
    const file = syntheticMemoryFile([{ mode: "hold", bytes: 1, failed: [1, 2, 3, 4, 5, 6, 7] }]);
    assert.deepEqual(memoryCurves(file, "hold"), []);
  });
});
