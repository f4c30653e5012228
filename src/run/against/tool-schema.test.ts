import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticToolFile } from "../../core/against/synthetic-tools.ts";
import { loadToolFile } from "./tool-schema.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-test-"));
after(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, "against.json");
const written = syntheticToolFile([
  { tool: "ctxcost", ratios: [2, 3], claimedHalfWidth: 0.1 },
  { tool: "hyperfine", ratios: [null] },
]);

describe("loadToolFile()", () => {
  it("reads what was written", () => {
    writeFileSync(file, JSON.stringify(written));
    assert.deepEqual(loadToolFile(file), written);
  });
  it("names the field that is wrong", () => {
    writeFileSync(file, JSON.stringify(written).replace('"ratio":2', '"ratio":-2'));
    assert.throws(() => loadToolFile(file), /against\.json, field readings\.0\.figures\.0\.ratio: .*again/);
  });
  it("refuses a field that it does not know", () => {
    writeFileSync(file, JSON.stringify({ ...written, stowaway: true }));
    assert.throws(() => loadToolFile(file), /stowaway/);
  });
  it("names a file that is no JSON", () => {
    writeFileSync(file, "{");
    assert.throws(() => loadToolFile(file), /read .*against\.json: .*run it again/);
  });
});
