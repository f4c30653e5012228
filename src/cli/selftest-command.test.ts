/** Self-tests that are real and small, in a copy of the project: from the command to the page, and what goes wrong. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Run } from "../core/records.ts";
import { withoutAnchors } from "../report/row-anchor.ts";
import { loadRun } from "../run/load-run.ts";
import type { ProjectCopy } from "./project-copy.ts";
import { copyWithSmallSelftest } from "./small-selftest.ts";

const small = await copyWithSmallSelftest();
const { project, source } = small;
after(() => project.remove());

const results = path.join(project.folder, "results");
const published = path.join(results, "selftest");

/** The folder of the self-test with this seed. */
function folderOf(seed: number): string {
  return path.join(project.folder, small.folderOf(seed));
}

function relative(file: string): string {
  return path.relative(project.folder, file);
}

type Ended = ReturnType<ProjectCopy["ctxcost"]>;

describe("ctxcost selftest", () => {
  let ended: Ended;
  before(() => {
    ended = project.ctxcost("selftest", "--runtime", "bun", "--seed", "7");
  });
  const runs = () =>
    Promise.all(
      ["01-a-a", "02-drift", "03-power"].map(async (name): Promise<Run> => {
        const { run, warnings } = await loadRun(path.join(folderOf(7), `${name}.jsonl`));
        assert.deepEqual(warnings, []);
        return run;
      }),
    );

  it("makes its runs, and prints their page, which is in their folder as well", () => {
    assert.equal(ended.status, 0, ended.stderr);
    assert.match(ended.stdout, /^# What a verdict is worth\n\nBun \d/);
    assert.equal(
      withoutAnchors(readFileSync(path.join(folderOf(7), "selftest.md"), "utf8")),
      ended.stdout.replace(/\n$/, ""),
    );
    assert.match(ended.stdout, /\| A\/A, all +\| +4 \|/);
    assert.match(ended.stdout, /\[\d{8}-\d{4}-00000008\]\(01-a-a\.jsonl\)/);
    assert.match(ended.stderr, /run 2 of 3: A\/A under load, 6 rounds/);
    assert.doesNotMatch(ended.stdout, /left out/);
  });

  it("compares one executable with itself, and has all three kinds of run", async () => {
    const [same, drift, power] = await runs();
    assert.deepEqual(
      [same, drift, power].map((run) => run!.header.selftest!.check),
      ["a-a", "drift", "power"],
    );
    for (const run of [same!, drift!]) {
      const [base, head] = run.header.runtimes;
      assert.deepEqual([base!.build, head!.build], ["bun#a", "bun#b"]);
      assert.equal(base!.binarySha256, head!.binarySha256);
      assert.ok(run.observations.every(({ status }) => status === "valid"));
    }
  });

  it("writes how to make the same again, with the seed, and no path of this machine", async () => {
    assert.match(ended.stdout, /```sh\nnpm run -s ctxcost -- selftest --runtime bun --seed 7\n```/);
    for (const name of readdirSync(folderOf(7))) {
      assert.ok(!readFileSync(path.join(folderOf(7), name), "utf8").includes(project.folder), name);
    }
  });

  it("makes the page again of its folder, or of its files", () => {
    const folder = relative(folderOf(7));
    const again = project.ctxcost("selftest", "--from", folder);
    assert.equal(again.status, 0, again.stderr);
    const linked = ended.stdout.replaceAll(/\]\((0\d-[a-z-]+\.jsonl)\)/g, `](${path.basename(folder)}/$1)`);
    assert.equal(again.stdout.replaceAll(/ +\||-+/g, ""), linked.replaceAll(/ +\||-+/g, ""));
    const power = project.ctxcost("selftest", "--from", `${folder}/03-power.jsonl`, `${folder}/01-a-a.jsonl`);
    assert.match(
      power.stdout,
      /01-a-a\.jsonl\)[\s\S]*03-power\.jsonl\)/,
      "in the order in which they were made",
    );
  });
});

describe("ctxcost selftest --check", () => {
  it("makes only the runs of these, of which a page can be made with others", () => {
    const ended = project.ctxcost("selftest", "--runtime", "bun", "--seed", "80", "--check", "drift");
    assert.equal(ended.status, 0, ended.stderr);
    assert.deepEqual(readdirSync(folderOf(80)).sort(), ["01-drift.jsonl", "selftest.md"]);
    const joined = project.ctxcost("selftest", "--from", relative(folderOf(7)), relative(folderOf(80)));
    assert.equal(joined.status, 0, joined.stderr);
    assert.match(joined.stdout, /02-drift\.jsonl\)[\s\S]*01-drift\.jsonl\)/);
  });

  it("does not publish a part in the place of the whole", () => {
    const ended = project.ctxcost("selftest", "--check", "drift", "--publish");
    assert.equal(ended.status, 2);
    assert.match(ended.stderr, /--publish with --check: a part would take the place of the whole/);
  });
});

describe("ctxcost selftest --publish", () => {
  const publishedFiles = () =>
    readdirSync(published).map((name) => [name, readFileSync(path.join(published, name))]);

  it("puts page and raw runs into results/, of which `generate` makes the same page", () => {
    const { status, stderr, stdout } = project.ctxcost(
      "selftest",
      "--from",
      relative(folderOf(7)),
      "--publish",
    );
    assert.equal(status, 0, stderr);
    assert.deepEqual(
      readdirSync(published).map((name) => name.replace(/^\d{8}-\d{4}-/, "")),
      ["00000008-a-a.jsonl.gz", "00000009-drift.jsonl.gz", "0000000a-power.jsonl.gz"],
    );
    const page = path.join(results, "selftest.md");
    assert.equal(withoutAnchors(readFileSync(page, "utf8")), stdout.replace(/\n$/, ""));
    assert.match(stdout, /\]\(selftest\/\d{8}-\d{4}-00000008-a-a\.jsonl\.gz\)/);
    assert.equal(project.ctxcost("generate", "--check").status, 0);
    writeFileSync(page, `${readFileSync(page, "utf8")}x`);
    assert.match(project.ctxcost("generate", "--check").stderr, /these are stale: results\/selftest\.md/);
    assert.equal(project.ctxcost("generate").status, 0);
    assert.equal(withoutAnchors(readFileSync(page, "utf8")), stdout.replace(/\n$/, ""));
  });

  it("publishes what is published again, as it is", () => {
    const before = publishedFiles();
    const { status, stderr } = project.ctxcost("selftest", "--from", relative(published), "--publish");
    assert.equal(status, 0, stderr);
    assert.deepEqual(publishedFiles(), before);
  });

  it("keeps what is published where the new files are no whole runs of a self-test", () => {
    const before = publishedFiles();
    const folder = folderOf(7);
    const cut = path.join(project.folder, "cut.jsonl");
    const lines = readFileSync(path.join(folder, "01-a-a.jsonl"), "utf8").trimEnd().split("\n");
    writeFileSync(cut, `${lines.slice(0, -1).join("\n")}\n`);
    const { run } = JSON.parse(readFileSync(path.join(results, "published.json"), "utf8")) as { run: string };
    const wrong: [string[], number, RegExp][] = [
      [["cut.jsonl"], 2, /--publish: cut\.jsonl did not come to its end/],
      [[`results/${run}`], 1, /is none of a self-test; expected one that `ctxcost selftest` made/],
      [
        [relative(folder), `${relative(folder)}/01-a-a.jsonl`],
        2,
        /are both the run \S+00000008; expected each run once/,
      ],
      [["nothing.jsonl"], 1, /read the results file nothing\.jsonl/],
      [["docs"], 2, /--from docs: expected a folder with whole runs of a self-test, got 0/],
    ];
    for (const [files, code, expected] of wrong) {
      const { status, stderr } = project.ctxcost("selftest", "--publish", "--from", ...files);
      assert.match(stderr, expected);
      assert.equal(status, code, stderr);
    }
    assert.deepEqual(publishedFiles(), before);
  });
});

describe("ctxcost selftest of which a run fails", () => {
  it("goes on, makes the page of the others, publishes nothing, and says so", () => {
    writeFileSync(
      source.file,
      source.text.replace(
        "  const { runtimes, folder, seed",
        '  if (check === "drift") throw new Error("boom");\n$&',
      ),
    );
    const before = readFileSync(path.join(results, "selftest.md"));
    const { status, stdout, stderr } = project.ctxcost(
      "selftest",
      "--runtime",
      "bun",
      "--seed",
      "11",
      "--publish",
    );
    writeFileSync(source.file, source.text);
    assert.equal(status, 1);
    assert.match(stderr, /failed: run 2 of 3: boom/);
    assert.match(
      stderr,
      /1 of 3 runs failed; the page is made of the others, which are in results\/local\/selftest-/,
    );
    assert.match(stderr, /not published; .*selftest --from results\/local\/selftest-\S+ --publish/);
    assert.match(stdout, /01-a-a\.jsonl[\s\S]*03-power\.jsonl/);
    assert.deepEqual(readFileSync(path.join(results, "selftest.md")), before);
  });
});

describe("ctxcost selftest of which processes fail", () => {
  it("names what is left out where one client's processes fail", () => {
    const measure = path.join(project.folder, "bench", "measure.ts");
    const text = readFileSync(measure, "utf8");
    const begin = "const untimed = 1 + warmupOperations;";
    assert.ok(text.includes(begin));
    writeFileSync(
      measure,
      text.replace(
        begin,
        `if (arm.context === "shared" && arm.scenario === "request") process.exit(7);\n  ${begin}`,
      ),
    );
    const { status, stdout, stderr } = project.ctxcost("selftest", "--runtime", "bun", "--seed", "12");
    writeFileSync(measure, text);
    assert.equal(status, 1);
    assert.match(
      stdout,
      /2 planned comparisons or cases say nothing and are left out; the other \d+ are counted/,
    );
    assert.match(
      stdout,
      /node:tls\/private-ca\/request\/shared, bun#b against bun#a \| no round in which both were measured/,
    );
    assert.match(stderr, /\d+ failures, named above; the page says which comparisons are left out/);
  });
});
