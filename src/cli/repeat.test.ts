/** `ctxcost repeat` as a user meets it: files, words, exit codes, and what `--publish` leaves behind. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Run } from "../core/records.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { copyProject } from "./project-copy.ts";
import { buildsRun, singleRun, writeRun } from "./synthetic-file.ts";

const project = await copyProject();
after(() => project.remove());

const fileOf = (run: Run, how: Parameters<typeof writeRun>[2] = {}) => writeRun(project.folder, run, how);
const repeat = (...words: string[]) => project.ctxcost("repeat", ...words);
const before = fileOf(singleRun(1));
const afterFile = fileOf(singleRun(1.2, { runId: "20261125-0900-00000008" }), { extension: "jsonl.gz" });

describe("ctxcost repeat", () => {
  it("prints the page of two runs, plain and gzipped", () => {
    const { status, stdout, stderr } = repeat(before, afterFile);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^# The same run twice\n/);
    assert.match(stdout, /2 of 2: 100 %/);
  });

  it("publishes them: the runs, the pointer, and a page that links them", () => {
    const { status, stdout, stderr } = repeat(before, afterFile, "--publish");
    assert.equal(status, 0, stderr);
    const results = path.join(project.folder, "results");
    assert.equal(withoutAnchors(readFileSync(path.join(results, "repeat.md"), "utf8")), stdout);
    for (const [, link] of stdout.matchAll(/\]\((runs\/[^)]+)\)/g)) {
      assert.ok(existsSync(path.join(results, link!)), `${link} is not there`);
    }
  });

  it("refuses what is no repetition, and publishes nothing of it", () => {
    const pointer = path.join(project.folder, "results", "repeat.json");
    const kept = () => [
      readFileSync(pointer, "utf8"),
      readdirSync(path.join(project.folder, "results", "runs")),
    ];
    const published = kept();
    const same = repeat(before, fileOf(singleRun(1), { extension: "jsonl.gz" }), "--publish");
    assert.equal(same.status, 2);
    assert.match(same.stderr, /both are the run 20261124-1530-00000007; expected two runs/);
    const ofBuilds = repeat(
      before,
      fileOf({ ...buildsRun(1), header: { ...buildsRun(1).header, runId: "20261125-0900-00000009" } }),
      "--publish",
    );
    assert.equal(ofBuilds.status, 1);
    assert.match(
      ofBuilds.stderr,
      /expected some that both have with an interval; runs of other cases, of builds/,
    );
    assert.deepEqual(kept(), published);
  });
});
