import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticRun } from "../../core/synthetic-run.ts";
import { loadStoppedRun, mendTornEnd } from "./stopped-run.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-stopped-"));
after(() => rmSync(folder, { recursive: true }));

const { header, plan, observations, finish } = syntheticRun({
  cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
  rounds: 2,
});
const lines = [header, plan, ...observations].map((record) => `${JSON.stringify(record)}\n`);
let files = 0;
function write(text: string, name = "jsonl"): string {
  const file = path.join(folder, `${files++}.${name}`);
  writeFileSync(file, text);
  return file;
}

describe("mendTornEnd()", () => {
  it("leaves whole lines, wherever the last one was torn", () => {
    const whole = lines.slice(0, 3).join("");
    const last = lines[3]!;
    for (let kept = 1; kept < last.length - 1; kept += 97) {
      const file = write(whole + last.slice(0, kept));
      mendTornEnd(file);
      assert.equal(readFileSync(file, "utf8"), whole, `${kept} characters of the last line`);
    }
  });
  it("keeps a last line that lacks nothing but its end", () => {
    const file = write(lines.join("").trimEnd());
    mendTornEnd(file);
    assert.equal(readFileSync(file, "utf8"), lines.join(""));
  });
  it("changes nothing in a whole file, and cuts a last line that is no record", () => {
    const file = write(lines.join(""));
    mendTornEnd(file);
    assert.equal(readFileSync(file, "utf8"), lines.join(""));
    const broken = write(`${lines.join("")}{"kind":"observ\n`);
    mendTornEnd(broken);
    assert.equal(readFileSync(broken, "utf8"), lines.join(""));
  });
  it("cuts between bytes of a character", () => {
    const file = path.join(folder, "bytes.jsonl");
    writeFileSync(file, Buffer.concat([Buffer.from(lines[0]!), Buffer.from('{"kind":"ä').subarray(0, -1)]));
    mendTornEnd(file);
    assert.equal(readFileSync(file, "utf8"), lines[0]);
  });
});

describe("loadStoppedRun()", () => {
  it("takes a run without its last line", async () => {
    const { run, stoppedAt } = await loadStoppedRun(write(`${lines.join("")}{"kind":`));
    assert.equal(run.observations.length, observations.length);
    assert.ok(Math.abs(Date.now() - stoppedAt.getTime()) < 60_000);
  });
  it("says why others cannot go on", async () => {
    const refused = (text: string, name?: string) =>
      loadStoppedRun(write(text, name)).then(
        () => "not refused",
        (error: Error) => `${error.name}: ${error.message}; ${(error.cause as Error | undefined)?.message}`,
      );
    assert.match(await refused(lines.join(""), "jsonl.gz"), /UsageError.*uncompressed/);
    assert.match(
      await refused(lines.join("") + JSON.stringify(finish)),
      /UsageError.*came to its end.*tables/,
    );
    assert.match(await refused(lines[0]!), /^Error: \S+: no plan line: .* begin it again; undefined/);
    assert.match(await refused(""), /^Error: \S+: empty; expected a header line; undefined/);
    assert.match(await refused("{\n{\n"), /^Error: \S+, line 1/);
    assert.match(
      await refused(lines.join("") + lines[0]! + lines[1]!),
      /^SeveralRuns: \S+, line \d+.*a merge of/,
    );
    const other = `${JSON.stringify({ ...header, schemaVersion: 99 })}\n`;
    assert.match(await refused(other + lines.slice(1).join("")), /^Error: \S+, line 1.*version/);
    await assert.rejects(loadStoppedRun(path.join(folder, "nowhere")), /^Error: read \S.*nowhere: ENOENT/);
    const selftest = `${JSON.stringify({ ...header, selftest: { check: "a-a" } })}\n`;
    assert.match(await refused(selftest + lines.slice(1).join("")), /UsageError.*self-test/);
  });
});
