/** Real runs of two shards, and of the whole that they are shards of, put together. */
import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { distinctRuns } from "../core/merge/distinct-runs.ts";
import { mergeResults } from "../core/merge/merge-results.ts";
import type { Header } from "../core/records.ts";
import { loadRun, SeveralRuns } from "../run/load-run.ts";
import { mergeFiles } from "../run/merge/merge-files.ts";
import { readRuns } from "../run/merge/read-runs.ts";
import { runMain } from "./run-main.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "ctxcost-merge-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

const small = [
  "--runtime",
  "bun",
  "--client",
  "node:tls",
  "--trust",
  "private-ca,mtls",
  "--scenario",
  "create",
];
for (const [name, ...shard] of [
  ["one.jsonl", "--shard", "1/2"],
  ["two.jsonl", "--shard", "2/2"],
  ["all.jsonl"],
]) {
  const run = runMain("run", ...small, "--rounds", "6", ...shard, "--out", at(name!), "--quiet");
  assert.equal(run.status, 0, run.stderr);
}

const merge = (out: string, ...files: string[]) =>
  runMain("merge", ...files.map(at), "--out", at(out), "--tables", at(`${out}.tables`));
const bytes = (name: string) => readFileSync(at(name), "utf8");

describe("ctxcost run --shard", () => {
  it("measures its part of the plan, judged as the whole", async () => {
    const [one, two, all] = await Promise.all(
      ["one", "two", "all"].map(async (name) => (await loadRun(at(`${name}.jsonl`))).run),
    );
    assert.deepEqual(one!.header.shard, { index: 1, count: 2 });
    const ids = (run: typeof one) => run!.plan.cases.map(({ id }) => id);
    assert.deepEqual([...ids(one), ...ids(two)].sort(), ids(all).toSorted());
    assert.deepEqual([ids(one).length, one!.plan.familySize, all!.plan.familySize], [1, 2, 2]);
    assert.deepEqual(one!.plan.wholePlan, ids(all));
  });
});

describe("ctxcost merge", () => {
  it("puts shards together, whatever their order, and however often", async () => {
    const first = merge("merged.jsonl", "one.jsonl", "two.jsonl");
    assert.equal(first.status, 0, first.stderr);
    assert.equal(bytes("merged.jsonl").length, bytes("one.jsonl").length + bytes("two.jsonl").length);
    writeFileSync(at("two.jsonl.gz"), gzipSync(bytes("two.jsonl")));
    for (const [out, ...files] of [
      ["reversed.jsonl", "two.jsonl", "one.jsonl"],
      ["doubled.jsonl", "one.jsonl", "two.jsonl.gz", "one.jsonl", "two.jsonl"],
      ["merged-again.jsonl", "merged.jsonl", "merged.jsonl"],
      ["with-a-part.jsonl", "two.jsonl", "merged.jsonl"],
    ] as const) {
      await mergeFiles(files.map(at), { file: at(out), folder });
      assert.equal(bytes(out), bytes("merged.jsonl"), out);
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith(".")),
      [],
      "nothing is left behind",
    );
  });

  it("makes of one run that run, byte for byte", async () => {
    await mergeFiles([at("all.jsonl"), at("all.jsonl")], { file: at("only.jsonl"), folder });
    assert.equal(bytes("only.jsonl"), bytes("all.jsonl"));
  });

  it("pools what several machines measured", async () => {
    const merged = merge("pooled.jsonl", "merged.jsonl", "all.jsonl");
    assert.equal(merged.status, 0, merged.stderr);
    const { runs } = await readRuns(at("pooled.jsonl"));
    assert.equal(runs.length, 3);
    const { pairs } = mergeResults(distinctRuns(runs));
    assert.deepEqual(
      pairs.map(({ between }) => between?.machines),
      [2, 2],
    );
    const page = bytes("pooled.jsonl.tables/README.md");
    assert.match(page, /\| <a id="of-m\d"><\/a>M\d +\| \d{8}-\d{4}-[0-9a-f]{8} +\| 1\/2 +\|/);
    assert.ok(!page.includes(folder) && !page.includes(os.hostname()), "a path or name of this machine");
  });
});

describe("ctxcost merge of what does not fit together", () => {
  it("says which shard is missing, with the exit code for it", () => {
    const { status, stdout } = merge("half.jsonl", "one.jsonl");
    assert.equal(status, 1);
    assert.match(stdout, /1 of the plan's 2 cases are missing, e\.g\. `.*`; shard 2\/2 is not here/);
  });

  it("names what a shard planned and did not measure, and a run that was stopped, with that exit code", () => {
    const lines = bytes("two.jsonl").split(/(?<=\n)/);
    const planned = lines.findIndex((line) => line.startsWith('{"kind":"plan"')) + 1;
    const firstLines = (name: string, count: number) =>
      writeFileSync(at(name), lines.slice(0, count).join(""));
    firstLines("only-planned.jsonl", planned);
    const nothing = merge("unmeasured.jsonl", "one.jsonl", "only-planned.jsonl");
    assert.equal(nothing.status, 1, nothing.stderr);
    assert.match(nothing.stdout, /1 of the plan's 2 cases has no result on any machine: `bun\/.*`/);
    firstLines("no-finish.jsonl", lines.length - 1);
    const stopped = merge("stopped.jsonl", "one.jsonl", "no-finish.jsonl");
    assert.equal(stopped.status, 1, stopped.stderr);
    assert.doesNotMatch(stopped.stdout, /no result/);
    assert.match(stopped.stdout, /M\d did not come to its end/);
    const elsewhere = merge("elsewhere.jsonl", "one.jsonl", "only-planned.jsonl", "all.jsonl");
    assert.doesNotMatch(elsewhere.stdout, /no result/, "another machine measured it");
  });

  it("refuses runs of another plan, names all differences, and writes nothing", () => {
    const [first, ...lines] = bytes("two.jsonl").trimEnd().split("\n");
    const header = JSON.parse(first!) as Header;
    const runtimes = header.runtimes.map((facts) => ({ ...facts, version: "1.0.0" }));
    const other = JSON.stringify({ ...header, gitCommit: "d".repeat(40), runtimes });
    writeFileSync(at("other.jsonl"), [other, ...lines].join("\n"));
    const { status, stderr } = merge("refused.jsonl", "one.jsonl", "other.jsonl");
    assert.equal(status, 1);
    assert.match(stderr, /- ctxcost's commit is .*dddddddddddd… in /);
    assert.match(stderr, /- bun is .*1\.0\.0 in /);
    assert.ok(!existsSync(at("refused.jsonl")));
  });

  it("does not write over a file", () => {
    const { status, stderr } = merge("merged.jsonl", "one.jsonl");
    assert.equal(status, 2);
    assert.match(stderr, /--out .*merged\.jsonl: it exists already/);
  });
});

describe("ctxcost tables of a merge", () => {
  it("prints what merge printed", () => {
    mkdirSync(at("tables"));
    const tables = runMain("tables", at("merged.jsonl"), "--out", at("tables"));
    assert.equal(tables.status, 0, tables.stderr);
    assert.equal(
      tables.stdout,
      runMain("merge", at("merged.jsonl"), "--out", at("m.jsonl"), "--tables", at("m")).stdout,
    );
    assert.match(bytes("tables/README.md"), /# One plan on several machines/);
  });

  it("is for no command that wants a run", async () => {
    await assert.rejects(loadRun(at("merged.jsonl")), SeveralRuns);
    const { status, stderr } = runMain("tables", at("merged.jsonl"), "--publish");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /expected one header a file, got another; `tables` and `merge` read a merge of several/,
    );
  });
});

describe("ctxcost tables --publish", () => {
  it("says all that a part lacks, and publishes nothing", () => {
    const { status, stderr } = runMain("tables", at("one.jsonl"), "--publish");
    assert.equal(status, 2);
    assert.match(stderr, /lacks the other shards: it is 1\/2; node, deno, python, which it did not look for/);
  });
});
