import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MemoryFile } from "./memory-records.ts";
import { rssSpread } from "./rss-spread.ts";
import { syntheticMemoryFile } from "./synthetic-memory.ts";

const file = syntheticMemoryFile([{ mode: "hold", bytes: 1 }]);

describe("rssSpread()", () => {
  it("is what lies between the reported and the exact figure, whichever is larger", () => {
    assert.deepEqual(rssSpread(file), { medianBytes: 4096, mostBytes: 4096, largestBytes: 4096 });
    const [first] = file.readings;
    if (first?.status !== "valid") throw new Error("expected a valid reading");
    const [reading, ...others] = first.value.measurement.readings;
    const below = { ...reading!, reportedRssBytes: reading!.rssBytes - 9000 };
    const measurement = { ...first.value.measurement, readings: [below, ...others] };
    const changed: MemoryFile = {
      ...file,
      readings: [{ ...first, value: { ...first.value, measurement } }, ...file.readings.slice(1)],
    };
    assert.equal(rssSpread(changed)!.largestBytes, 9000);
    assert.equal(rssSpread(changed)!.medianBytes, 4096);
  });

  it("is null where there is no exact figure", () => {
    const text = JSON.stringify(file).replaceAll("smaps_rollup", "memoryUsage");
    assert.equal(rssSpread(JSON.parse(text) as MemoryFile), null);
  });
});
