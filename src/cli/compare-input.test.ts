/** `ctxcost compare` with files and words that it cannot use: what it says, and its exit code. It writes nothing. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Run } from "../core/records.ts";
import { syntheticRun } from "../core/synthetic-run.ts";
import { projectRoot } from "../run/project.ts";
import { buildsRun, singleRun, writeRun } from "./synthetic-file.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-compare-"));
after(() => rmSync(folder, { recursive: true }));

const fileOf = (run: Run, how: Parameters<typeof writeRun>[2] = {}) => writeRun(folder, run, how);
const program = path.join(projectRoot, "src", "cli", "main.ts");
function compare(...words: string[]) {
  return spawnSync(process.execPath, [program, "compare", ...words], { cwd: folder, encoding: "utf8" });
}

const before = fileOf(singleRun(1));
const ofBuilds = fileOf(buildsRun(1));
const otherCase = fileOf(
  syntheticRun({
    cases: [{ trust: "mtls", latencyNs: { fresh: 1, shared: 1 } }],
    header: { runId: "20261125-0900-00000009" },
  }),
);
const old = fileOf(singleRun(1), {
  damage: ([header, ...lines]) => [header!.replace('"schemaVersion":1', '"schemaVersion":0'), ...lines],
});
const empty = fileOf(singleRun(1), { damage: () => [] });
const header = fileOf(singleRun(1), { damage: (lines) => lines.slice(0, 1) });
const unusable: [string, string[], number, RegExp][] = [
  [
    "a run without builds, alone",
    [before],
    2,
    /it has one build of each runtime; name a second file, or make a run/,
  ],
  [
    "a run of builds beside another",
    [ofBuilds, before],
    2,
    /it holds several builds; compare them in it: `compare \d+\.jsonl`/,
  ],
  ["a run beside a run of builds", [before, ofBuilds], 2, /it holds several builds/],
  ["the same file twice", [before, before], 2, /both are the run 20261124-1530-00000007/],
  [
    "a copy of the same run",
    [before, fileOf(singleRun(1), { extension: "jsonl.gz" })],
    2,
    /both are the run/,
  ],
  [
    "--accept-between-run with one file",
    [ofBuilds, "--accept-between-run", "3%"],
    2,
    /its builds ran in one run; leave it out/,
  ],
  [
    "a threshold that is none",
    [ofBuilds, "--threshold", "fast"],
    2,
    /--threshold fast: expected a share in percent, e\.g\. 5%/,
  ],
  ["a negative threshold", [ofBuilds, "--threshold=-5%"], 2, /--threshold -5%: expected a share in percent/],
  ["no file at all", [], 2, /missing required argument 'base'/],
  [
    "another schema version",
    [before, old],
    1,
    /line 1, field schemaVersion: this program reads version 1, the file has 0/,
  ],
  ["an empty file", [empty, before], 1, /\d+\.jsonl: empty; expected a header line/],
  [
    "a file with nothing but a header",
    [before, header],
    1,
    /no plan line: the run ended before its first round/,
  ],
  ["a file that is not there", ["no-such.jsonl", before], 1, /read the results file no-such\.jsonl: ENOENT/],
  [
    "runs of other cases",
    [before, otherCase],
    1,
    /no arm in common that was measured in both; BASE has node\/node:tls\/bundle\/create, .*; HEAD has node\/node:https\/mtls\/create/,
  ],
];

describe("ctxcost compare with what it cannot use", () => {
  for (const [what, words, code, message] of unusable) {
    it(`says what is wrong with ${what}, and exits with ${code}`, () => {
      const { status, stdout, stderr } = compare(...words);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n +at /, "a stack");
      assert.deepEqual([status, stdout], [code, ""]);
    });
  }
});

describe("ctxcost compare --help", () => {
  it("says what each exit code means", () => {
    const { status, stdout } = compare("--help");
    assert.equal(status, 0);
    assert.match(
      stdout,
      /0 nothing is slower, or there are no verdicts; 1 .*\n.*; 2 wrong usage; 3 something is slower/,
    );
  });
});
