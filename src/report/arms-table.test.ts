import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyseRun } from "../core/analyse-run.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { armsTable } from "./arms-table.ts";

describe("armsTable()", () => {
  it("writes what the server counted as every other page does", () => {
    const latencyNs = { fresh: 2_000_000, shared: 1_000_000 };
    const planned = { warmupOperations: 0, timedOperations: 128 };
    const { cases } = analyseRun(syntheticRun({ cases: [{ scenario: "request", latencyNs, planned }] }));
    const text = armsTable(cases[0]!.arms, "request")!;
    // 13 processes of 129 operations.
    assert.match(text, /\| +1,677 \| +1,677 \/ 0 \|/);
  });
});
