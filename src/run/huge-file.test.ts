/**
 * Files that are larger than memory. They are gzipped, and small as such: a megabyte that is compressed once, and its bytes
 * written many times, which is a gzip file too (https://www.rfc-editor.org/rfc/rfc1952, section 2.2).
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { mostRecordBytes } from "../core/file-limits.ts";
import { syntheticRun } from "../core/synthetic-run.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-huge-"));
after(() => rmSync(folder, { recursive: true }));

const mebibyte = 1024 ** 2;
const run = syntheticRun({ cases: [{ latencyNs: { fresh: 2000, shared: 1000 } }], rounds: 2 });
const head = `${JSON.stringify(run.header)}\n${JSON.stringify(run.plan)}\n`;
const tail = run.observations.map((one) => `${JSON.stringify(one)}\n`).join("");

interface Loaded {
  readonly outcome: string;
  readonly peakBytes: number;
}

/** Of a file that decompresses to these texts, one after another; each is compressed by itself. */
function load(members: readonly Buffer[], as: "one" | "several" = "one"): Loaded {
  const file = path.join(folder, "huge.jsonl.gz");
  writeFileSync(file, Buffer.concat(members));
  const script = path.join(import.meta.dirname, "peak-memory-of-loading.ts");
  const { stdout, stderr } = spawnSync(process.execPath, [script, file, as], { encoding: "utf8" });
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout) as Loaded;
}

function times<Value>(count: number, value: Value): Value[] {
  return new Array<Value>(count).fill(value);
}

/** An observation of a megabyte for each attempt: its operations are compressed once. */
function manyObservations(count: number): Buffer[] {
  const [measured] = run.observations;
  const operations = gzipSync(
    Array.from({ length: mebibyte / 8 }, (_, index) => 1_234_567 + index).join(","),
  );
  return Array.from({ length: count }, (_, index) => {
    const observation = { ...measured, attempt: 1 + index };
    const marked = { ...observation, measurement: { ...measured!.measurement, operationNs: ["here"] } };
    const [before, after] = JSON.stringify(marked).split('"here"');
    return Buffer.concat([gzipSync(before!), operations, gzipSync(`${after}\n`)]);
  });
}

describe("loadRun() of a huge file", () => {
  it("reads through a gigabyte that is nothing, in the memory of a small file", () => {
    const blanks = gzipSync(`${" ".repeat(mebibyte - 1)}\n`);
    const { outcome, peakBytes } = load([gzipSync(head), ...times(1000, blanks), gzipSync(tail)]);
    assert.equal(outcome, "4 observations");
    // An empty process takes 80 MiB with the validators; beside that there are some chunks and lines.
    assert.ok(peakBytes < 400 * mebibyte, `${peakBytes / mebibyte} MiB`);
  });

  it("refuses a gigabyte of operations at its limit, before memory is full", () => {
    const { outcome, peakBytes } = load([gzipSync(head), ...manyObservations(1000)]);
    assert.match(
      outcome,
      /huge\.jsonl\.gz, line 2\d\d: more than 256 MiB of records of one run up to here, which would not fit/,
    );
    // What is kept, in memory up to five times as large.
    assert.ok(peakBytes < 5 * mostRecordBytes, `${peakBytes / mebibyte} MiB`);
  });

  it("refuses a line of a hundred megabytes, and reads no more of it than a line may have", () => {
    const { outcome, peakBytes } = load([gzipSync(head), ...times(100, gzipSync("x".repeat(mebibyte)))]);
    assert.match(outcome, /huge\.jsonl\.gz, line 3: longer than 16 MiB; expected a results file of ctxcost/);
    assert.ok(peakBytes < 400 * mebibyte, `${peakBytes / mebibyte} MiB`);
  });
});

describe("readRuns() of a huge file", () => {
  const runOf = (observations: number) => [gzipSync(head), ...manyObservations(observations)];

  it("reads more than a run may have, of which no run has it, in the memory of the largest", () => {
    const members = [...runOf(100), ...runOf(100), ...runOf(100), gzipSync(head)];
    const { outcome, peakBytes } = load(members, "several");
    assert.equal(outcome, "100 and 100 and 100 and 0 observations");
    // One alone takes 300 MiB, all three that are kept 600.
    assert.ok(peakBytes < 2 * mostRecordBytes, `${peakBytes / mebibyte} MiB`);
  });

  it("refuses a run that is too large, after one that is not", () => {
    const { outcome } = load([...runOf(10), ...runOf(300)], "several");
    assert.match(outcome, /huge\.jsonl\.gz, line 2\d\d: more than 256 MiB of records of one run up to here/);
  });
});
