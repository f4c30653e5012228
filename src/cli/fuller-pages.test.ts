import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticRun } from "../core/synthetic-run.ts";
import { localFolder } from "../run/project.ts";
import { runMain } from "./run-main.ts";
import { linesOf } from "./untrusted/untrusted-file.ts";

const runId = "20010101-0000-f0111e12";
const pages = path.join(localFolder, runId);
const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-fuller-"));
after(() => {
  for (const one of [folder, pages]) rmSync(one, { recursive: true, force: true });
});

const { header, plan, observations, finish } = syntheticRun({
  cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }],
  header: { runId },
});

function written(name: string, records: readonly unknown[]): string {
  writeFileSync(path.join(folder, name), linesOf(records));
  return path.join(folder, name);
}

const tables = (...words: string[]) => runMain("tables", ...words);

describe("ctxcost tables of a copy with less of a run", () => {
  it("leaves the tables of the fuller one alone, and says where else they may go", () => {
    const half = written("half.jsonl", [header, plan, ...observations.slice(0, 14)]);
    const whole = written("whole.jsonl", [header, plan, ...observations, finish]);
    // The fuller one replaces the others, and itself.
    for (const file of [half, whole, whole]) assert.equal(tables(file).status, 0);
    const before = readFileSync(path.join(pages, "README.md"), "utf8");
    const { status, stderr } = tables(half);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /has the tables of a fuller copy of this run, .*whole\.jsonl: 26 observations, where this has 14/,
    );
    assert.equal(readFileSync(path.join(pages, "README.md"), "utf8"), before);
    assert.equal(tables(half, "--out", path.join(folder, "pages")).status, 0);
    writeFileSync(path.join(pages, ".made-of.json"), '{"key":');
    assert.equal(tables(half).status, 0, "a note that was cut short is no note");
  });
});
