import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { countedReadings, readingsByArm } from "./arm-readings.ts";
import { syntheticMemoryFile } from "./synthetic-memory.ts";

const file = syntheticMemoryFile([
  { mode: "hold", bytes: 1, failed: [2] },
  { mode: "growth", bytes: 1 },
]);
const [hold, growth] = [...readingsByArm(file).values()];

describe("countedReadings()", () => {
  it("leaves out the reading of no client, and nothing of growth", () => {
    const countsOf = (arm: typeof hold) =>
      countedReadings(arm!.planned, arm!.processes[0]!.measurement).map(({ count }) => count);
    assert.deepEqual(countsOf(hold), [24, 40, 56, 72]);
    assert.deepEqual(countsOf(growth), [200, 250, 300, 350, 400]);
  });
});

describe("readingsByArm()", () => {
  it("has the valid processes in the order of their rounds, and why others failed", () => {
    const shuffled = { ...file, readings: file.readings.toReversed() };
    const [first] = [...readingsByArm(shuffled).values()];
    assert.deepEqual(
      first!.processes.map(({ round }) => round),
      [1, 3, 4, 5, 6, 7],
    );
    assert.deepEqual(first!.failures, ["exited with code 7"]);
    assert.equal(growth!.processes.length, 11);
  });
});
