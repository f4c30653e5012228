import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failing, measuring, syntheticObservation } from "../synthetic-run.ts";
import { processColumns, valueAt } from "./process-columns.ts";

const arm = {
  runtime: "node",
  client: "node:https",
  trust: "mtls",
  scenario: "request",
  context: "fresh",
} as const;
const first = syntheticObservation(arm, 1, 2_000_000);
const second = measuring(syntheticObservation(arm, 2, 3_000_000), { cpuResolutionNs: 1e9 });
const failed = failing(syntheticObservation(arm, 3, 1), "exited with code 7");
const again = { ...syntheticObservation(arm, 3, 4_000_000), attempt: 2 };

describe("processColumns()", () => {
  const all = [first, second, failed, again];
  const columns = processColumns(all, [first, second, again]);

  it("has every process in the order of the file, failed and repeated ones too", () => {
    assert.equal(columns.count, 4);
    assert.deepEqual(columns.round, [1, 2, 3, 3]);
    assert.deepEqual(columns.attempt, [1, 1, 1, 2]);
    assert.deepEqual(columns.medianNs, [2_000_000, 3_000_000, null, 4_000_000]);
    assert.deepEqual(columns.failure, [null, null, "exited with code 7", null]);
    assert.deepEqual(columns.isCounted, [true, true, false, true]);
  });

  it("has no CPU time where the clock is too coarse for it", () => {
    assert.deepEqual(columns.meanCpuNs, [1_600_000, null, null, 3_200_000]);
  });

  it("writes a value that all processes share once", () => {
    const alike = processColumns([first, second], [first, second]);
    assert.equal(alike.fullHandshakes, 16);
    assert.equal(alike.failure, null);
    assert.equal(valueAt(alike.fullHandshakes, 1), 16);
    assert.equal(valueAt(columns.medianNs, 3), 4_000_000);
  });

  it("has six digits of a time, which is more than any table shows", () => {
    const odd = measuring(first, { coldNs: 12_345_678 });
    assert.equal(processColumns([odd], [odd]).coldNs, 12_345_700);
  });
});
