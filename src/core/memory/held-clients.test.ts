import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { heldClients } from "./held-clients.ts";
import { syntheticMemoryFile } from "./synthetic-memory.ts";

const hold = { mode: "hold" } as const;

describe("heldClients()", () => {
  it("takes the shared slope from the fresh one, round by round", () => {
    // Both drift by the same from round to round: what is left of it after pairing is nothing.
    const file = syntheticMemoryFile([
      { ...hold, context: "fresh", bytes: (round) => 600_000 + 10_000 * round },
      { ...hold, context: "shared", bytes: (round) => 40_000 + 10_000 * round },
    ]);
    const [row] = heldClients(file);
    assert.equal(row!.ownContext!.value, 560_000);
    assert.deepEqual([row!.ownContext!.interval!.low, row!.ownContext!.interval!.high], [560_000, 560_000]);
    assert.equal(row!.fresh!.slope.value, 640_000);
    assert.ok(row!.fresh!.slope.interval!.high > 650_000);
  });

  it("has an interval of at least 95 % from seven processes", () => {
    const [row] = heldClients(syntheticMemoryFile([{ ...hold, bytes: 50_000 }]));
    assert.ok(row!.fresh!.slope.interval!.confidence >= 0.95);
    assert.equal(row!.fresh!.validRounds, 7);
  });

  it("says what the heap shows and what is given back", () => {
    const [row] = heldClients(
      syntheticMemoryFile([{ ...hold, bytes: 50_000, heapBytes: 300, givenBack: 0.25 }]),
    );
    assert.equal(row!.fresh!.heapSlope.value, 300);
    assert.ok(Math.abs(row!.fresh!.givenBack! - 0.25) < 1e-6);
  });

  it("does not take for a slope what the first clients add at once", () => {
    const [row] = heldClients(syntheticMemoryFile([{ ...hold, bytes: 50_000, onceBytes: 9e6 }]));
    assert.ok(Math.abs(row!.fresh!.slope.value - 50_000) < 1024);
  });

  it("has no difference where there is no shared arm, and none for rounds that lack one", () => {
    assert.equal(heldClients(syntheticMemoryFile([{ ...hold, bytes: 50_000 }]))[0]!.ownContext, null);
    const file = syntheticMemoryFile([
      { ...hold, context: "fresh", bytes: 50_000, failed: [1, 2] },
      { ...hold, context: "shared", bytes: 40_000, failed: [3, 4, 5] },
    ]);
    const [row] = heldClients(file);
    // Two of seven rounds have both: an estimate, and no interval.
    assert.ok(Math.abs(row!.ownContext!.value - 10_000) < 2048);
    assert.equal(row!.ownContext!.interval, null);
    assert.deepEqual(row!.failures, ["exited with code 7"]);
  });

  it("makes no interval of an exploratory file", () => {
    const [row] = heldClients(syntheticMemoryFile([{ ...hold, bytes: 50_000 }], { exploratory: true }));
    assert.equal(row!.fresh!.slope.interval, null);
  });

  it("survives an arm of which nothing is valid", () => {
    const [row] = heldClients(syntheticMemoryFile([{ ...hold, bytes: 1, failed: [1, 2, 3, 4, 5, 6, 7] }]));
    assert.equal(row!.fresh, null);
  });
});
