import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareTools, type ToolRow } from "./compare-tools.ts";
import { type SyntheticTool, syntheticToolFile } from "./synthetic-tools.ts";
import type { ToolName } from "./tool-records.ts";

const wobble = [0.97, 0.98, 0.99, 1, 1, 1, 1.01, 1.02, 1.03, 1.04];
const suite: SyntheticTool = {
  tool: "ctxcost",
  ratios: wobble.map((factor) => 200 * factor),
  claimedHalfWidth: 0.045,
  seconds: 30,
};

function rowsOf(...tools: SyntheticTool[]) {
  const [result] = compareTools(syntheticToolFile([suite, ...tools]));
  const row = (tool: ToolName): ToolRow => result!.rows.find((one) => one.tool === tool)!;
  return { result: result!, row };
}

describe("compareTools()", () => {
  it("takes the spread of log(ratio) and the time until its mean is known to 1 %", () => {
    const factor = Math.exp(0.02);
    const { row } = rowsOf({ tool: "mitata", ratios: [100 / factor, 100 * factor], seconds: 5 });
    const { spread, secondsToOnePercent, ratio } = row("mitata");
    assert.ok(Math.abs(spread! - 0.02 * Math.SQRT2) < 1e-12);
    assert.ok(Math.abs(secondsToOnePercent! - 8 * 5) < 1e-9);
    assert.ok(Math.abs(ratio - 100) < 1e-9);
  });

  it("finds the tool that claims less than its repeats show", () => {
    const { row } = rowsOf({ tool: "tinybench", ratios: suite.ratios, claimedHalfWidth: 0.004 });
    assert.ok(row("tinybench").understatement! > 8);
    assert.deepEqual(row("tinybench").holdsOwn, { of: 3, total: 10 });
    assert.ok(row("ctxcost").understatement! < 1.2);
    assert.deepEqual(row("ctxcost").holdsOwn, { of: 10, total: 10 });
  });

  it("pairs a tool with the suite by repeat", () => {
    const ratios = suite.ratios.map((ratio) => ratio! * 1.5);
    const { row } = rowsOf({ tool: "hyperfine", ratios });
    const { value, low, high } = row("hyperfine").againstSuite!;
    for (const bound of [value, low, high]) assert.ok(Math.abs(bound - 1.5) < 1e-9);
    assert.deepEqual(row("hyperfine").insideSuite, { of: 0, total: 10 });
    assert.equal(row("ctxcost").againstSuite, null);
  });

  it("leaves out repeats that failed, and says why they did", () => {
    const { row, result } = rowsOf({ tool: "hyperfine", ratios: [null, 190, 200, null] });
    assert.equal(row("hyperfine").repeats, 2);
    assert.equal(row("hyperfine").insideSuite!.total, 2);
    assert.deepEqual(result.failures, [
      { tool: "hyperfine", failed: 2, reason: "not installed: `apt-get install it`" },
    ]);
  });

  it("says nothing of agreement below six repeats, and of spread below two", () => {
    const { row } = rowsOf({ tool: "mitata", ratios: [200] });
    const { againstSuite, spread, secondsToOnePercent, holdsOwn } = row("mitata");
    assert.deepEqual([againstSuite, spread, secondsToOnePercent, holdsOwn], [null, null, null, null]);
  });
});
