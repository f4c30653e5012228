/** The published run of the reference alone, in a copy of the project. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { syntheticRun } from "../core/synthetic-run.ts";
import { copyWithSmallPublication } from "./small-publication.ts";
import { singleRun, writeRun } from "./synthetic-file.ts";

const project = await copyWithSmallPublication();
after(() => project.remove());
const results = path.join(project.folder, "results");
const page = path.join(results, "httpx.md");

const cases = (["private-ca", "bundle"] as const).map((trust) => ({
  runtime: "python" as const,
  client: "httpx.AsyncClient",
  trust,
  latencyNs: { fresh: 2e7, shared: 1e5 },
}));
const runId = "20261201-0300-0000cafe";
const write = (...given: Parameters<typeof syntheticRun>) => {
  const run = syntheticRun(...given);
  return path.join(project.folder, writeRun(project.folder, { ...run, header: { ...run.header, runId } }));
};

describe("ctxcost reference --publish", () => {
  it("refuses a run of other runtimes, and one that is cut short", () => {
    const other = path.join(project.folder, writeRun(project.folder, singleRun(1)));
    for (const [file, reason] of [
      [other, /other runtimes than the reference; expected a whole run of `make bench-python`/],
      [write({ cases, rest: { finish: null } }), /cut short, exploratory or a shard/],
    ] as const) {
      const { status, stderr } = project.ctxcost("reference", "--publish", file);
      assert.equal(status, 2, stderr);
      assert.match(stderr, reason);
    }
    assert.ok(!existsSync(path.join(results, "reference.json")));
  });

  it("has a page of every arm, which the main page links, and leaves the published run as it is", () => {
    const pointer = readFileSync(path.join(results, "published.json"), "utf8");
    const { status, stderr } = project.ctxcost("reference", "--publish", write({ cases }));
    assert.equal(status, 0, stderr);
    const text = readFileSync(page, "utf8");
    assert.match(text, new RegExp(`runs/${runId}\\.jsonl\\.gz\\), run ${runId};`));
    assert.match(text, /httpx\.AsyncClient +\| private-ca/);
    assert.match(readFileSync(path.join(results, "README.md"), "utf8"), /\[httpx\.md\]\(httpx\.md\)/);
    assert.equal(readFileSync(path.join(results, "published.json"), "utf8"), pointer);
    assert.ok(existsSync(path.join(results, "runs", `${runId}.jsonl.gz`)));
    assert.equal(project.ctxcost("generate", "--check").status, 0);
  });
});
