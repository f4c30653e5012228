import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Arm } from "../src/core/model.ts";
import { openWorkbench } from "../src/run/open-workbench.ts";

const workbench = await openWorkbench();
after(() => workbench.close());

const counts = { warmupOperations: 4, timedOperations: 12 };

async function measure(arm: Arm) {
  const result = await workbench.measure(arm, counts);
  assert.equal(result.status, "answered", result.status === "failed" ? result.reason : "");
  return result.status === "answered" ? result.answer : assert.fail();
}

describe("measureArm()", () => {
  for (const { runtime } of workbench.options.facts) {
    it(`times what it says, on ${runtime}`, async () => {
      const base = { runtime, client: "node:https", trust: "private-ca", scenario: "request" } as const;
      const { measurement, operations } = await measure({ ...base, context: "fresh" });
      assert.equal(operations, 17);
      assert.equal(measurement.warmupNs.length, 4);
      assert.equal(measurement.operationNs.length, 12);
      const timedNs = measurement.operationNs.reduce((sum, time) => sum + time, 0);
      const allNs = timedNs + measurement.coldNs + measurement.warmupNs.reduce((sum, time) => sum + time, 0);
      // The loop is the timed operations with what is between them, and not the cold one, which takes as long as many.
      assert.ok(measurement.loop.wallNs >= timedNs, "the loop holds its operations");
      assert.ok(measurement.loop.wallNs < allNs, "and no others");
      assert.ok(measurement.loop.cpuUserNs + measurement.loop.cpuSystemNs > 0);
      const megabytes = measurement.peakRssBytes / 1024 ** 2;
      assert.ok(megabytes > 20 && megabytes < 2000, `${megabytes} MiB`);
      // A full collection of a heap with the runtime's own modules in it takes more than a call that does nothing.
      assert.ok(measurement.collectionAfter.wallNs > 200_000, `${measurement.collectionAfter.wallNs} ns`);
      assert.ok(measurement.startupNs > 1e6);
    });
  }

  it("has no stages for a client that is made and connected beforehand", async () => {
    const base = { runtime: "node", client: "node:https", trust: "private-ca" } as const;
    const reused = await measure({ ...base, scenario: "request", context: "reused-client" });
    assert.equal(reused.measurement.stages, null);
    const create = await measure({ ...base, scenario: "create", context: "fresh" });
    assert.equal(create.measurement.stages, null);
  });
});
