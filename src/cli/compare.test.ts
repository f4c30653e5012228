/** `ctxcost compare` as a user or a CI job meets it: files, words, exit codes. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Run } from "../core/records.ts";
import { failing } from "../core/synthetic-run.ts";
import { loadRun } from "../run/load-run.ts";
import { copyProject } from "./project-copy.ts";
import { buildsRun, singleRun, writeRun } from "./synthetic-file.ts";

const project = await copyProject();
after(() => project.remove());

const fileOf = (run: Run, how: Parameters<typeof writeRun>[2] = {}) => writeRun(project.folder, run, how);
const compare = (...words: string[]) => project.ctxcost("compare", ...words);

const before = fileOf(singleRun(1));
const later = { runId: "20261125-0900-00000008", startedAt: "2026-11-25T09:00:00.000Z" };
const after20 = singleRun(1.2, later);
const afterFile = fileOf(after20, { extension: "jsonl.gz" });

describe("ctxcost compare FILE", () => {
  const slower = fileOf(buildsRun(1.2));
  it("exits with 3 where a build is slower, and shows by how much", () => {
    const { status, stdout, stderr } = compare(slower);
    assert.equal(status, 3, stderr);
    assert.match(stdout, /^\*\*BASE\*\* `node@22\.1\.0` {2}\n\*\*HEAD\*\* `node@26\.10\.0`\n/);
    assert.match(stdout, /\| node:tls\/bundle\/create\/fresh \|.*\| \*\*slower\*\* \(p < 0\.001\) \|/);
    assert.match(stdout, /\| \*geometric mean\* .*\+20\.0.%.\[/);
  });

  const codes: [string, number, string[], number][] = [
    ["slower by more than the threshold", 1.2, ["--threshold", "5%"], 3],
    ["slower, but not by more than the threshold", 1.03, ["--threshold", "5"], 0],
    ["slower by a little, without a threshold", 1.03, [], 3],
    ["as fast", 1, [], 0],
    ["faster", 0.5, ["--threshold=0%"], 0],
  ];
  for (const [what, factor, words, code] of codes) {
    it(`exits with ${code} where the head is ${what}`, () => {
      assert.equal(compare(fileOf(buildsRun(factor)), ...words).status, code);
    });
  }

  it("has the same for machines as in the table", () => {
    const words = [slower, "--threshold", "5%"];
    const { status, stdout } = compare(...words, "--json");
    assert.equal(status, 3);
    const json = JSON.parse(stdout);
    assert.deepEqual(
      [json.kind, json.threshold, json.isSlower, json.familySize],
      ["interleaved", 0.05, true, 2],
    );
    assert.deepEqual(json.changes.map(shownIn(compare(...words).stdout)), [true, true]);
    assert.equal(json.changes[0].verdict.kind, "differs");
    assert.ok(json.changes[0].isRegression && json.changes[0].thresholdPValue < 0.05);
    assert.equal(json.geometricMeans[0].of, "node@26.10.0");
    assert.deepEqual(json.notCompared, []);
  });
});

describe("ctxcost compare FILE where it lacks something", () => {
  it("says that a run killed after 4 rounds is too short for a verdict, and does not fail a job for it", () => {
    const killed = fileOf(buildsRun(3), {
      damage: (lines) => [...lines.slice(0, 2 + 4 * 4), lines[20]!.slice(0, 100)],
    });
    const { status, stdout, stderr } = compare(killed);
    assert.equal(status, 0);
    assert.match(stderr, /\.jsonl, line 19: torn \(the run was killed while writing it\); left out/);
    assert.match(stdout, /the run did not come to its end: 4 of 13 rounds are in it$/m);
    assert.match(stdout, /n is too small for any verdict: 4 at most, and to judge 2 together each needs 7/);
    assert.match(stdout, /\| too many rounds missing .*\| +4\/13 \|/);
  });

  it("fails where a head that does not run leaves nothing to compare", () => {
    const crashing = buildsRun(1, {
      observe: (one, build) =>
        one.status === "valid" && build === 1 ? failing(one, "exited with code 139") : one,
    });
    const { status, stdout } = compare(fileOf(crashing));
    assert.equal(status, 1);
    assert.match(stdout, /Nothing can be compared[\s\S]*exited with code 139: `node@26\.10\.0\/node:tls\//);
  });

  it("has no verdicts of an exploratory run", () => {
    const run = buildsRun(3);
    const { status, stdout } = compare(fileOf({ ...run, plan: { ...run.plan, exploratory: true } }));
    assert.equal(status, 0);
    assert.match(stdout, /the run is exploratory: no intervals, no verdicts[\s\S]*\| exploratory +\|/);
  });
});

interface ShownChange {
  readonly arm: { readonly client: string };
  readonly count: number;
  readonly ratio: { readonly value: number; readonly low: number };
}

/** Whether the change's row has its percentage and n: `+20.0 %`. */
function shownIn(table: string) {
  const texts = table.replaceAll("\u00A0", " ").split("\n");
  return ({ arm, ratio, count }: ShownChange) => {
    const row = texts.find((line) => line.includes(`| ${arm.client}/bundle`)) ?? "";
    const percents = [ratio.value, ratio.low].map((one) => `+${(100 * (one - 1)).toFixed(1)}`);
    return percents.every((text) => row.includes(text)) && row.trim().endsWith(` ${count} |`);
  };
}

describe("ctxcost compare BASE HEAD", () => {
  it("shows the table without verdicts, and exits with 0 whatever changed", () => {
    const { status, stdout, stderr } = compare(before, afterFile, "--threshold", "1%");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /\*separate runs: confounded with everything that changed between them\*/);
    assert.match(stdout, /\*\*BASE\*\* `\d+\.jsonl \(2026-11-24T15:30/);
    assert.match(stdout, /\| node\/undici\/bundle\/create\/shared +\|.*\+20\.0.%.*\| — +\|/);
    assert.doesNotMatch(stdout, /slower/);
    const judgesNothing = /\*\*Warning:\*\* `--threshold` judges nothing without `--accept-between-run`/;
    assert.match(stdout, judgesNothing);
    assert.doesNotMatch(compare(before, afterFile).stdout, judgesNothing);
  });

  const codes: [string, string[], number][] = [
    ["slower by more than the spread", ["--accept-between-run", "3%"], 3],
    ["slower by less than the spread", ["--accept-between-run", "30%"], 0],
    ["slower by more than spread and threshold", ["--accept-between-run", "3%", "--threshold", "10%"], 3],
    ["slower by less than spread and threshold", ["--accept-between-run", "10%", "--threshold", "10%"], 0],
  ];
  for (const [what, words, code] of codes) {
    it(`exits with ${code} where the head is ${what}, on the user's word`, () => {
      const { status, stdout } = compare(before, afterFile, ...words);
      assert.equal(status, code);
      assert.match(stdout, /on the word of whoever ran this/);
    });
  }

  it("names what else differs, and what failed", () => {
    const changed = singleRun(
      1.2,
      { runId: "20261125-0900-00000009", packages: { mitata: "1.0.34", undici: "9.0.0" } },
      { observe: (valid, arm) => (arm.client === "undici" ? failing(valid, "exited with code 7") : valid) },
    );
    const file = fileOf(changed);
    const { stdout, status, stderr } = compare(before, file);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /\*\*Warning:\*\* undici is 8\.13\.1 in BASE and 9\.0\.0 in HEAD/);
    assert.match(stdout, /in HEAD 26 of 52 observations failed/);
    assert.match(stdout, /in HEAD: exited with code 7: `node\/undici\/bundle\/create\/fresh`, `node\/undici/);
    const json = JSON.parse(compare(before, file, "--json").stdout);
    assert.equal(json.notCompared.length, 2);
    assert.ok(json.warnings.some((one: string) => one.startsWith("undici is 8.13.1")));
  });

  it("uses what is there of a torn file, and names it", () => {
    const torn = fileOf(after20, { damage: (lines) => [...lines.slice(0, 25), lines[25]!.slice(0, 40)] });
    const { status, stdout, stderr } = compare(before, torn, "--accept-between-run", "1%");
    assert.equal(status, 0);
    assert.match(stderr, /line 26: torn/);
    assert.match(stdout, /HEAD did not come to its end: 6 of 13 rounds are in it, the last in part/);
    assert.match(stdout, /\| too many rounds missing/);
  });
});

describe("ctxcost run --runtime node,node", () => {
  it("measures the builds interleaved; compare reads it; and its file names no path", async () => {
    // Outside of the project, whose own folder no file names anyway.
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), "ctxcost-build-"));
    after(() => rmSync(elsewhere, { recursive: true }));
    const build = path.join(elsewhere, "node");
    symlinkSync(project.ctxcost("which", "node").stdout.trim(), build);
    const words = ["--client", "node:tls", "--trust", "private-ca", "--scenario", "create", "--rounds", "2"];
    const runtime = `node,node=${build}`;
    const run = project.ctxcost("run", "--runtime", runtime, ...words, "--out", "builds.jsonl");
    assert.equal(run.status, 0, run.stderr);
    const file = path.join(project.folder, "builds.jsonl");
    const { run: stored } = await loadRun(file);
    const text = readFileSync(file, "utf8");
    assert.ok(!text.includes(project.folder) && !text.includes(elsewhere), "a path of this machine");
    assert.equal(stored.header.runtimes.length, 2);
    // Two builds, fresh and shared, two rounds.
    assert.equal(stored.observations.length, 8);
    const compared = compare("builds.jsonl");
    assert.equal(compared.status, 0);
    assert.ok(run.stdout.includes(compared.stdout.trim()), "run prints what compare prints");
    assert.match(compared.stdout, /is the same executable as node@[\d.]+: nothing should differ/);
    assert.match(
      compared.stdout,
      /\| node:tls\/private-ca\/create\/fresh +\|.*\| no verdict below 7 valid rounds \|/,
    );
    assert.match(compared.stdout, /n is too small for any verdict: 2 at most/);
  });
});
