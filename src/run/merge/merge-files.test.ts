/** Files as they come from many machines: copies, ends of lines of other systems, shards that died early. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticMachineRun } from "../../core/merge/synthetic-merge.ts";
import type { Resume, Run } from "../../core/records.ts";
import { UsageError } from "../unknown-word.ts";
import { mergeFiles } from "./merge-files.ts";
import { readRuns } from "./read-runs.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-merge-files-"));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);
const textOf = (name: string) => readFileSync(at(name), "utf8");

function write(name: string, content: string): string {
  writeFileSync(at(name), content);
  return at(name);
}

function linesOf({ header, plan, observations, resumes = [], finish }: Run): string {
  const records = [header, plan, ...observations, ...resumes, ...(finish ? [finish] : [])];
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

const half = (index: number) => ({
  seed: index,
  header: { shard: { index, count: 2 } },
  only: (id: string) => id.includes("mtls") === (index === 1),
});
const [one, two] = [1, 2].map((index) => syntheticMachineRun(half(index))) as [Run, Run];
const files = [write("one.jsonl", linesOf(one)), write("two.jsonl", linesOf(two))] as const;
let merges = 0;

async function merged(...named: readonly string[]) {
  const name = `merge-${merges++}.jsonl`;
  const result = await mergeFiles(named, { file: at(name), folder });
  return { ...result, text: textOf(name) };
}

function firstLines(count: number, { observations, ...run }: Run = two): string {
  return linesOf({ ...run, observations: observations.slice(0, count), finish: null })
    .split("\n")
    .slice(0, count)
    .join("\n");
}

describe("mergeFiles() of runs that ended before their first round", () => {
  it("leaves them out, says so, and goes on with the others", async () => {
    const early = write("header-only.jsonl", firstLines(1));
    const { text, warnings, leftOut } = await merged(early, files[0]);
    assert.equal(text, textOf("one.jsonl"));
    assert.equal(leftOut, 1);
    assert.deepEqual(warnings, [
      `${early}: no plan line: the run ${two.header.runId} ended before its first round; left out`,
    ]);
  });

  it("leaves them out of a file of several, and an empty file", async () => {
    const text = `${firstLines(1)}\n${linesOf(one)}${firstLines(1)}\n`;
    const mixed = await merged(write("mixed.jsonl", text), write("empty.jsonl", "\n"));
    assert.equal(mixed.text, textOf("one.jsonl"));
    assert.equal(mixed.warnings.length, 3);
    assert.match(mixed.warnings[2]!, /empty\.jsonl: empty; .* left out$/);
  });

  it("misses nothing where the whole run is there as well", async () => {
    const early = write("header-only.jsonl", firstLines(1));
    assert.equal((await merged(early, ...files)).leftOut, 0);
  });

  it("refuses to merge nothing, and writes nothing", async () => {
    const early = write("header-only.jsonl", firstLines(1));
    await assert.rejects(
      merged(early, early),
      /no run to be merged:\n {2}- .*header-only\.jsonl: no plan line: the run .*\n {2}- .*\nexpected one with a plan/s,
    );
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith(".")),
      [],
    );
  });
});

describe("mergeFiles() of copies of a run", () => {
  it("takes lines that end as elsewhere for what they are", async () => {
    const copy = write("crlf.jsonl", `\uFEFF${linesOf(one).replaceAll("\n", "\r\n")}`);
    for (const named of [
      [copy, files[0]],
      [files[0], copy],
      [copy, copy],
    ]) {
      assert.equal((await merged(...named)).text, textOf("one.jsonl"));
    }
  });

  it("takes the one that went on, though it measured no more", async () => {
    const stopped = firstLines(20);
    const resume: Resume = {
      ...{ kind: "resume", stoppedAt: "2026-11-25T10:00:00Z", resumedAt: "2026-11-25T11:00:00Z" },
      ...{ gapNs: 36e11, elapsedBeforeNs: 1e9, observationsBefore: 18, loadAverage: [0, 0, 0], warnings: [] },
    };
    const copies = [
      write("stopped.jsonl", stopped),
      write("went-on.jsonl", `${stopped}\n${JSON.stringify(resume)}\n`),
    ];
    for (const named of [copies, copies.toReversed()]) {
      assert.equal((await merged(...named)).text, textOf("went-on.jsonl"));
    }
  });

  it("refuses two of which none is the beginning of the other, whatever their lengths", async () => {
    const changed = linesOf(two).replace(/"wallNs":\d+/, '"wallNs":7');
    for (const text of [changed, changed.split("\n").slice(0, 30).join("\n")]) {
      await assert.rejects(merged(write("changed.jsonl", text), files[1]), (error: Error) => {
        assert.match(
          error.message,
          /two different records of the run .*, in \S+\.jsonl and \S+\.jsonl, of which none/,
        );
        return true;
      });
    }
  });

  it("says what was named twice, and which copy counts", async () => {
    const short = write("short.jsonl", firstLines(20));
    const { warnings } = await merged(files[0], short, files[0], files[1]);
    assert.deepEqual(warnings.slice(1), [
      `the run ${one.header.runId} is there twice, in ${files[0]} and ${files[0]}: it counts once`,
      `the run ${two.header.runId} is there twice, in ${files[1]} and ${short}: it counts once, as in ${files[1]}, where most of it is`,
    ]);
    assert.deepEqual((await merged(...files)).warnings, []);
  });
});

describe("mergeFiles() into a folder", () => {
  it("makes it where it is not there", async () => {
    const file = at("missing/folder/merge.jsonl");
    await mergeFiles(files, { file, folder });
    assert.equal((await readRuns(file)).runs.length, 2);
  });

  it("says what to do where it cannot be made", async () => {
    const file = path.join(files[0], "merge.jsonl");
    await assert.rejects(
      mergeFiles(files, { file, folder }),
      /make the folder .*; choose another place with --out/,
    );
    await assert.rejects(mergeFiles(files, { file: files[0], folder }), UsageError);
  });
});
